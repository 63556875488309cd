using EmailCar.Sandbox.Mime;

namespace EmailCar.Sandbox.Service;

/// <summary>The state of a sandbox: submissions, deliveries, remaining points. Thread-safe.</summary>
internal sealed class Outbox
{
    private readonly object _gate = new();
    private readonly SandboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startTimestamp;
    private readonly List<SandboxSubmission> _submissions = [];
    private SubmissionRate _rate;
    private FaultPlan _faults;
    private MailLog _mails;
    private long _lastId;
    private long _points;
    private long _submissionCount;

    public Outbox(SandboxOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _rate = new SubmissionRate(options.RequestsPerSecond, clock);
        _faults = new FaultPlan(options.Faults);
        _points = options.EmailPoints;
        _startedAt = clock.GetUtcNow();
        _startTimestamp = clock.GetTimestamp();
        _mails = new MailLog(new History(options, _startedAt), _startedAt);
        _lastId = TaskIds.Before(_startedAt);
    }

    /// <summary>The emails in the inbox.</summary>
    public MailStore Store { get; } = new();

    public long Points
    {
        get
        {
            lock (_gate)
            {
                return _points;
            }
        }

        set
        {
            lock (_gate)
            {
                _points = value;
            }
        }
    }

    public FaultPlan Faults
    {
        get
        {
            lock (_gate)
            {
                return _faults;
            }
        }

        set
        {
            lock (_gate)
            {
                _faults = value;
            }
        }
    }

    public SubmissionRate Rate
    {
        get
        {
            lock (_gate)
            {
                return _rate;
            }
        }

        set
        {
            lock (_gate)
            {
                _rate = value;
            }
        }
    }

    /// <summary>The submissions in the order of arrival.</summary>
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

    /// <summary>Accepts or rejects a submission, in one step.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="arrivedAt">A timestamp of the clock.</param>
    /// <param name="problem">What is wrong with its fields; null if they are valid.</param>
    public Outcome Submit(Submission submission, long arrivedAt, string? problem)
    {
        var (content, recipients) = (submission.Content, submission.Recipients);
        var faults = Faults;
        var key = faults.KeyOf(content, submission.Received, recipients);
        lock (_gate)
        {
            // The rate is checked first, because a service does not read requests that are too fast.
            var refusal = !_rate.Admits(arrivedAt) ? Texts.TooFast : problem;
            SandboxFault? fault = refusal is null ? faults.Draw(key) : null;
            refusal ??= fault switch
            {
                SandboxFault.TooFast => Texts.TooFast,
                SandboxFault.NoPoints => Texts.NotEnoughPoints,
                _ => recipients.Count > _points ? Texts.NotEnoughPoints : null,
            };

            var isAccepted = refusal is null && fault is null or SandboxFault.DropAfterAccept or SandboxFault.Truncated;
            _submissions.Add(new SandboxSubmission(
                _startedAt + _clock.GetElapsedTime(_startTimestamp, arrivedAt), content.From, content.Subject, recipients, isAccepted));
            _submissionCount++;
            if (!isAccepted)
            {
                Keep(submission, [], fault, _clock.GetUtcNow());
                return new Outcome([], refusal, fault);
            }

            var ids = Accept(submission, fault);
            _rate.Count(arrivedAt);
            _points -= recipients.Count;
            return new Outcome(ids, null, fault);
        }
    }

    /// <summary>Returns the emails that match the filter, oldest first.</summary>
    public MailRange Find(MailFilter filter)
    {
        lock (_gate)
        {
            return _mails.Find(filter);
        }
    }

    /// <summary>Deletes what was submitted. The history, the remaining points and all settings are kept.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            // Ranges that are being read keep their log.
            _mails = new MailLog(new History(_options, _startedAt), _startedAt);
            _faults = _faults.Anew();
            _submissions.Clear();
            Store.Clear();
        }
    }

    private List<long> Accept(Submission submission, SandboxFault? fault)
    {
        var now = _clock.GetUtcNow();
        var ids = new List<long>(submission.Recipients.Count);
        _lastId++;
        foreach (var _ in submission.Recipients)
        {
            ids.Add(ids.Count == 0 || _options.IdShape == IdShape.Shared ? _lastId : ++_lastId);
        }

        // Done first, because a folder that is not writable must not leave a half-accepted submission.
        Keep(submission, ids, fault, now);
        for (var i = 0; i < ids.Count; i++)
        {
            _mails.Add(new SentMail(ids[i], submission.Recipients[i], submission.Content, now));
        }

        return ids;
    }

    /// <summary>Shows a submission in the inbox if it was accepted, or if it had a fault.</summary>
    private void Keep(Submission submission, List<long> ids, SandboxFault? fault, DateTimeOffset now)
    {
        if (ids.Count == 0 && fault is null)
        {
            return;
        }

        var next = 0;
        var mails = submission.Recipients.Select(to => new Func<long, ReceivedMail>(number => new ReceivedMail(number, _submissionCount, to, submission.Received, now)
        {
            Id = next < ids.Count ? ids[next++] : null,
            Fault = fault,
            Via = submission.Via,
            SettlesAt = SentMail.BeginsWith(to, "slow") ? now + _options.SlowFor : now,
        }));
        Store.Add([.. mails], mail => MailFolder.Write(_options.MailFolder, mail));
    }
}
