using System.Collections.Concurrent;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Guarding;
using EmailCar.Journal;

namespace EmailCar.Sending;

/// <summary>
/// One run of sending, as a caller with one thread drives it: it adds recipients, approves the submissions that
/// get sealed, and takes what became of them. The requests are made below, on threads of their own.
/// </summary>
public sealed class SendRun : IDisposable
{
    /// <summary>Approved submissions whose outcome is not taken yet, where a person approves each: few, since approval can't be taken back.</summary>
    private const int MaxPendingWhenConfirmed = 8;

    /// <summary>The same where nobody does: outcomes are taken in order, so that one late answer makes many wait.</summary>
    private const int MaxPending = 1024;

    private readonly SendRunSettings _settings;
    private readonly RecipientGuard _guard;
    private readonly Batching _batching;
    private readonly MailKeys _keys = new();
    private readonly SentMailIndex _sent;
    private readonly JournalWriter? _journal;
    private readonly SubmissionDispatcher _dispatcher;
    private readonly BlockingCollection<SendEvent> _events = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _pending;

    /// <summary>A run over a client that the caller keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is out of range.</exception>
    /// <exception cref="JournalException">The journal can't be used.</exception>
    public SendRun(EmailCarClient client, SendRunSettings settings)
    {
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        if (settings.BatchSize is < 1 or > Submission.MaxRecipients)
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings.BatchSize, "1 to 50 recipients a submission.");
        }

        _guard = client.Settings.Guard;
        _batching = new Batching(settings.BatchSize);
        _sent = new SentMailIndex(_keys, settings.AllowDuplicates);
        _journal = settings.JournalPath is null
            ? null
            : JournalWriter.Open(
                settings.JournalPath,
                client.Settings.Endpoint,
                client.Account.UserName,
                client.Settings.Time,
                settings.IsRehearsal,
                _sent.Take,
                _guard);
        _dispatcher = new SubmissionDispatcher(client, _journal, _events.Add, _stopping.Token);
    }

    /// <summary>Why the run ended early; null while it goes on.</summary>
    public EmailCarException? EndedBy => _dispatcher.EndedBy;

    /// <summary>Approved submissions whose outcome the caller has not taken yet.</summary>
    public int Pending => _pending;

    /// <summary>Sealed submissions that wait for approval.</summary>
    public int Sealed => _batching.Sealed;

    /// <summary>True when the caller should take outcomes before it approves more.</summary>
    public bool IsFull => _settings.IsConfirmed
        ? _pending >= MaxPendingWhenConfirmed
        : _pending >= MaxPending || (_pending > 0 && _dispatcher.IsFull);

    /// <summary>True once an address came that the journal has under another content, and the caller gave no key.</summary>
    public bool HasKnownAddressUnderOtherContent { get; private set; }

    /// <summary>True when the task id of the recipient added last, which the journal has, is that of others as well.</summary>
    public bool IsKnownIdShared => _sent.IsIdShared;

    /// <summary>Takes one recipient; it is sent only when it is new, or unknown and to be sent again.</summary>
    /// <param name="content">The mail.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="id">The task id where the journal has one.</param>
    /// <returns>What is known of the mail.</returns>
    /// <exception cref="InvalidOperationException">The staging guard lets nobody receive it: the caller has to ask the guard before.</exception>
    public PriorState Add(MailContent content, Recipient recipient, out long? id)
    {
        var key = _keys.KeyOf(content, recipient.MessageKey);
        var standing = _sent.Judge(ref key, recipient.Address, out id);
        if (standing == PriorState.Unknown && _settings.RetryUnknown)
        {
            standing = PriorState.New;
        }
        else if (standing == PriorState.New && recipient.MessageKey is null && !_settings.AllowDuplicates && _sent.KnowsAddress(recipient.Address))
        {
            HasKnownAddressUnderOtherContent = true;
        }

        if (standing == PriorState.New)
        {
            Batch(content, recipient with { Key = key });
        }

        return standing;
    }

    /// <summary>
    /// The key is that of the email as it was given, so that a redirected one is told from others by its real recipient. Its subject
    /// has that recipient in it: nobody else can have the same content.
    /// </summary>
    private void Batch(MailContent content, Recipient recipient)
    {
        var decision = _guard.Apply(recipient.Address);
        switch (decision.Outcome)
        {
            case GuardOutcome.Allowed:
                _batching.Add(content, recipient);
                break;
            case GuardOutcome.Redirected:
                var subject = RecipientGuard.RedirectedSubject(content.Subject, recipient.Address);
                _batching.AddAlone(content with { Subject = subject }, recipient with { RedirectedTo = decision.Address });
                break;
            default:
                throw new InvalidOperationException("The staging guard lets nobody receive this.");
        }
    }

    /// <summary>The next submission that waits for approval; null when there is none.</summary>
    public Submission? TakeSealed() => _batching.TakeSealed();

    /// <summary>The input has ended: seals what is open.</summary>
    public void SealAll() => _batching.SealAll();

    /// <summary>Lets a submission leave in its turn.</summary>
    public void Approve(Submission submission)
    {
        _pending++;
        _dispatcher.Add(submission);
    }

    /// <summary>Ends the run, since the list can't be meant: what has not left comes out as NotSent.</summary>
    /// <param name="reason">In words.</param>
    public void EndAsWrongList(string reason) => _dispatcher.End(new EmailCarException(FailureKind.WrongList, reason));

    /// <summary>Takes what happened next, waiting for it at most that long.</summary>
    /// <returns>Null when nothing happened in that time.</returns>
    /// <exception cref="OperationCanceledException">The caller was stopped.</exception>
    public SendEvent? Take(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (!_events.TryTake(out var happened, (int)wait.TotalMilliseconds, cancellationToken))
        {
            _dispatcher.ThrowIfBroken();
            return null;
        }

        if (happened is SubmissionDone)
        {
            _pending--;
        }

        return happened;
    }

    /// <summary>Stops whatever is under way.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _dispatcher.Dispose();
        _journal?.Dispose();
        _keys.Dispose();
    }
}
