namespace EmailCar.Sandbox.Service;

/// <summary>The emails in the inbox, oldest first. Thread-safe.</summary>
internal sealed class MailStore
{
    private readonly object _gate = new();
    private readonly List<ReceivedMail> _mails = [];
    private TaskCompletionSource<bool> _changed = NewSignal();
    private long _lastNumber;

    /// <summary>The number of times it was cleared: emails known from an earlier epoch no longer exist.</summary>
    public long Epoch { get; private set; }

    /// <summary>A copy of the list.</summary>
    public IReadOnlyList<ReceivedMail> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _mails];
            }
        }
    }

    /// <summary>Completes when an email is added, or when all are deleted.</summary>
    public Task NextChange
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Adds all emails or none.</summary>
    /// <param name="make">Creates each email with its number.</param>
    /// <param name="keep">Called with each email before it is visible; an exception leaves the store unchanged.</param>
    public void Add(IReadOnlyList<Func<long, ReceivedMail>> make, Action<ReceivedMail> keep)
    {
        TaskCompletionSource<bool> changed;
        lock (_gate)
        {
            var mails = make.Select((one, i) => one(_lastNumber + 1 + i)).ToList();
            mails.ForEach(keep);
            _mails.AddRange(mails);
            _lastNumber += mails.Count;
            changed = Renew();
        }

        changed.SetResult(true);
    }

    public void Clear()
    {
        TaskCompletionSource<bool> changed;
        lock (_gate)
        {
            _mails.Clear();
            Epoch++;
            changed = Renew();
        }

        changed.SetResult(true);
    }

    /// <summary>Returns the email with this number, or null if it does not exist.</summary>
    public ReceivedMail? Find(long number)
    {
        lock (_gate)
        {
            var index = _mails.Count == 0 ? -1 : number - _mails[0].Number;
            return index >= 0 && index < _mails.Count ? _mails[(int)index] : null;
        }
    }

    /// <summary>
    /// Returns at most <paramref name="limit"/> of the newest emails with a number below <paramref name="before"/>, newest first.
    /// </summary>
    public MailPage Before(long before, int limit)
    {
        lock (_gate)
        {
            var first = _mails.Count == 0 ? 1 : _mails[0].Number;
            var end = (int)Math.Max(0, Math.Min(_mails.Count, before - first));
            var start = Math.Max(0, end - limit);
            var page = _mails.GetRange(start, end - start);
            page.Reverse();
            return new MailPage(Epoch, _mails.Count, page);
        }
    }

    /// <summary>
    /// Returns at most <paramref name="limit"/> of the emails with a number above <paramref name="after"/>, oldest first.
    /// </summary>
    public MailPage After(long after, int limit)
    {
        lock (_gate)
        {
            var first = _mails.Count == 0 ? 1 : _mails[0].Number;
            var start = (int)Math.Max(0, Math.Min(_mails.Count, after + 1 - first));
            return new MailPage(Epoch, _mails.Count, _mails.GetRange(start, Math.Min(limit, _mails.Count - start)));
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource<bool> Renew()
    {
        var changed = _changed;
        _changed = NewSignal();
        return changed;
    }
}
