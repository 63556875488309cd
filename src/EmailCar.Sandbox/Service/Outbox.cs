namespace EmailCar.Sandbox.Service;

/// <summary>All that a sandbox remembers: what was submitted, what became of it, the points left. Safe for many threads.</summary>
internal sealed class Outbox
{
    private readonly object _gate = new();
    private readonly SandboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly SubmissionRate _rate;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startTimestamp;
    private readonly List<SandboxSubmission> _submissions = [];
    private readonly MailLog _mails;
    private long _lastId;
    private long _points;

    public Outbox(SandboxOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _rate = new SubmissionRate(options.RequestsPerSecond, clock);
        _points = options.EmailPoints;
        _startedAt = clock.GetUtcNow();
        _startTimestamp = clock.GetTimestamp();
        _mails = new MailLog(new History(options, _startedAt), _startedAt);
        _lastId = TaskIds.Before(_startedAt);
    }

    public long Points
    {
        get
        {
            lock (_gate)
            {
                return _points;
            }
        }
    }

    /// <summary>In the order of arrival.</summary>
    public IReadOnlyList<SandboxSubmission> Submissions
    {
        get
        {
            lock (_gate)
            {
                return [.. _submissions.OrderBy(s => s.ArrivedAt)];
            }
        }
    }

    /// <summary>Takes a submission or refuses it, in one step.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="recipients">To whom.</param>
    /// <param name="arrivedAt">Timestamp of the clock.</param>
    /// <param name="fault">What is wrong with its fields; null when they are good.</param>
    /// <returns>One id per recipient, or why it was refused.</returns>
    public (IReadOnlyList<long> Ids, string? Refusal) Submit(
        MailContent content, IReadOnlyList<string> recipients, long arrivedAt, string? fault)
    {
        lock (_gate)
        {
            // Too fast comes first: a service does not read what it has no time for.
            var refusal = !_rate.Admits(arrivedAt) ? Texts.TooFast
                : fault ?? (recipients.Count > _points ? Texts.NotEnoughPoints : null);

            _submissions.Add(new SandboxSubmission(
                _startedAt + _clock.GetElapsedTime(_startTimestamp, arrivedAt), content.From, content.Subject, recipients, refusal is null));
            if (refusal is not null)
            {
                return ([], refusal);
            }

            _rate.Count(arrivedAt);
            _points -= recipients.Count;
            return (Store(content, recipients), null);
        }
    }

    /// <summary>The mails that meet the filter, oldest first.</summary>
    public MailRange Find(MailFilter filter) => _mails.Find(filter);

    private List<long> Store(MailContent content, IReadOnlyList<string> recipients)
    {
        var now = _clock.GetUtcNow();
        var ids = new List<long>(recipients.Count);
        _lastId++;
        foreach (var recipient in recipients)
        {
            var id = ids.Count == 0 || _options.IdShape == IdShape.Shared ? _lastId : ++_lastId;
            ids.Add(id);
            _mails.Add(new SentMail(id, recipient, content, now));
        }

        return ids;
    }
}
