using System.Collections.Concurrent;
using Polly;

namespace EmailCar.Sending;

/// <summary>
/// One run of sending, as a caller with one thread drives it: it adds recipients, approves the submissions that
/// get sealed, and takes what became of them. The requests are made below, on threads of their own.
/// </summary>
public sealed class SendRun : IDisposable
{
    /// <summary>Approved submissions that may wait: enough to keep the pace, few enough to hold little memory.</summary>
    private const int MaxWaiting = 4;

    private readonly EmailCarClient _client;
    private readonly bool _allowDuplicates;
    private readonly Grouping _grouping;
    private readonly SeenMails _seen = new();
    private readonly BlockingCollection<Submission> _waiting = new();
    private readonly BlockingCollection<SendEvent> _events = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, EmailCarException> _refusedSenders = new(StringComparer.OrdinalIgnoreCase);
    private readonly ResiliencePipeline _retries;
    private readonly TimeProvider _time;
    private Task? _sending;
    private int _pending;
    private EmailCarException? _ended;

    /// <summary>A run over a client that the caller keeps.</summary>
    /// <param name="client">The service.</param>
    /// <param name="batchSize">Recipients a submission, 1 to 50.</param>
    /// <param name="allowDuplicates">True sends the same mail to the same address as often as it was added.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is out of range.</exception>
    public SendRun(EmailCarClient client, int batchSize, bool allowDuplicates)
    {
        if (batchSize is < 1 or > Submission.MaxRecipients)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "1 to 50 recipients a submission.");
        }

        _client = client ?? throw new ArgumentNullException(nameof(client));
        _allowDuplicates = allowDuplicates;
        _grouping = new Grouping(batchSize);
        _time = client.Settings.Time;
        _retries = Retries.Pipeline(_time, OnRetry);
    }

    /// <summary>Why the run ended early; null while it goes on.</summary>
    public EmailCarException? EndedBy => Volatile.Read(ref _ended);

    /// <summary>Approved submissions whose outcome the caller has not taken yet.</summary>
    public int Pending => _pending;

    /// <summary>True when the caller should take outcomes before it approves more.</summary>
    public bool IsFull => _pending > MaxWaiting;

    /// <summary>Takes one recipient. False when the same mail to the same address was added before.</summary>
    public bool Add(MailContent content, Recipient recipient)
    {
        if (!_allowDuplicates && !_seen.Add(content, recipient.Address))
        {
            return false;
        }

        _grouping.Add(content, recipient);
        return true;
    }

    /// <summary>The next submission that waits for approval; null when there is none.</summary>
    public Submission? TakeSealed() => _grouping.TakeSealed();

    /// <summary>The input has ended: seals what is open.</summary>
    public void SealAll() => _grouping.SealAll();

    /// <summary>Lets a submission leave in its turn.</summary>
    public void Approve(Submission submission)
    {
        _pending++;
        _waiting.Add(submission);
        _sending ??= Task.Run(() => SendAllAsync(_stopping.Token));
    }

    /// <summary>Takes what happened next, waiting for it at most that long.</summary>
    /// <returns>Null when nothing happened in that time.</returns>
    /// <exception cref="OperationCanceledException">The caller was stopped.</exception>
    public SendEvent? Take(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (!_events.TryTake(out var happened, (int)wait.TotalMilliseconds, cancellationToken))
        {
            // Nothing under the run may fail silently.
            if (_sending is { IsFaulted: true })
            {
                _sending.GetAwaiter().GetResult();
            }

            return null;
        }

        if (happened is SubmissionOutcome)
        {
            _pending--;
        }

        return happened;
    }

    /// <summary>Stops whatever is under way.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _waiting.CompleteAdding();
        _seen.Dispose();
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var submission in _waiting.GetConsumingEnumerable(cancellationToken))
            {
                _events.Add(await SendAsync(submission, cancellationToken).ConfigureAwait(false), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller has stopped and takes no more outcomes.
        }
    }

    private async Task<SubmissionOutcome> SendAsync(Submission submission, CancellationToken cancellationToken)
    {
        var sender = submission.Content.From;
        if (_ended is not null)
        {
            return Outcome(submission, SendStatus.NotSent, _ended);
        }

        if (_refusedSenders.TryGetValue(sender, out var refusal))
        {
            return Outcome(submission, SendStatus.Rejected, refusal);
        }

        try
        {
            var addresses = submission.Recipients.Select(r => r.Address).ToArray();
            var ids = await _retries.ExecuteAsync(
                    async token => await _client.SubmitAsync(submission.Content, addresses, token).ConfigureAwait(false),
                    cancellationToken)
                .ConfigureAwait(false);
            return new SubmissionOutcome(submission, SendStatus.Submitted, _time.GetUtcNow()) { Ids = ids };
        }
        catch (EmailCarException e)
        {
            var status = StatusOf(e);
            if (e.Kind == FailureKind.SenderNotRegistered)
            {
                _refusedSenders[sender] = e;
            }

            if (status == SendStatus.NotSent)
            {
                Volatile.Write(ref _ended, e);
            }

            return Outcome(submission, status, e);
        }
    }

    /// <summary>What a failure means for the mails of its submission, after all tries.</summary>
    private static SendStatus StatusOf(EmailCarException e) => e switch
    {
        { MayHaveArrived: true } => SendStatus.Unknown,
        { Kind: FailureKind.Refused or FailureKind.SenderNotRegistered } => SendStatus.Rejected,
        _ => SendStatus.NotSent,
    };

    private SubmissionOutcome Outcome(Submission submission, SendStatus status, EmailCarException failure) =>
        new(submission, status, _time.GetUtcNow())
        {
            Failure = failure,
            EndedRun = status == SendStatus.NotSent,
        };

    private void OnRetry(EmailCarException failure, int attempt, TimeSpan delay)
    {
        if (failure.Kind == FailureKind.TooFast)
        {
            _client.Pace.Postpone(delay);
        }

        _events.Add(new RetryNotice(failure, attempt, delay));
    }
}
