namespace EmailCar.Sandbox.Service;

/// <summary>
/// All mails of a sandbox, those of the past and those that were submitted to it, in the order of time and of their ids: both are found by halving, so that thousands of pages
/// do not mean going through all mails thousands of times. Safe for many threads.
/// </summary>
internal sealed class MailLog(History history, DateTimeOffset startedAt)
{
    private readonly object _gate = new();
    private readonly List<SentMail> _mails = [];
    private DateTimeOffset _lastSentAt = startedAt;

    public SentMail this[int index]
    {
        get
        {
            if (index < history.Count)
            {
                return history[index];
            }

            lock (_gate)
            {
                return _mails[index - history.Count];
            }
        }
    }

    /// <summary>Adds a mail, whose id is not below those before it.</summary>
    public void Add(SentMail mail)
    {
        lock (_gate)
        {
            // A wall clock that was set back must not spoil the order.
            _lastSentAt = mail.SentAt > _lastSentAt ? mail.SentAt : _lastSentAt;
            _mails.Add(mail with { SentAt = _lastSentAt });
        }
    }

    /// <summary>The mails that meet the filter; mails added later do not belong to them.</summary>
    public MailRange Find(MailFilter filter)
    {
        lock (_gate)
        {
            var (start, end) = filter.SendId is { } id
                ? (FirstWhere(mail => mail.Id >= id), FirstWhere(mail => mail.Id > id))
                : (FirstWhere(mail => filter.From is null || mail.SentAt >= filter.From), FirstWhere(mail => mail.SentAt >= filter.Until));
            return new MailRange(this, start, Math.Max(0, end - start));
        }
    }

    /// <param name="isReached">False for all mails up to some place, true from there on.</param>
    private int FirstWhere(Func<SentMail, bool> isReached)
    {
        var (low, high) = (0, history.Count + _mails.Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = isReached(this[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
