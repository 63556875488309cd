namespace EmailCar.Sandbox.Service;

/// <summary>
/// All emails of a sandbox, from its history and from submissions, ordered by time and id. They are found by binary search, so that
/// reading thousands of pages does not mean reading all emails thousands of times. Thread-safe.
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

    /// <summary>Adds an email, whose id must not be below those before it.</summary>
    public void Add(SentMail mail)
    {
        lock (_gate)
        {
            // If the system time is set back, the order must be kept.
            _lastSentAt = mail.SentAt > _lastSentAt ? mail.SentAt : _lastSentAt;
            _mails.Add(mail with { SentAt = _lastSentAt });
        }
    }

    /// <summary>Returns the emails that match the filter; emails added later are not included.</summary>
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

    /// <param name="isReached">Returns false for all emails up to a position, and true from there on.</param>
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
