using System.Collections.Concurrent;
using EmailCar.Emails;
using EmailCar.Failures;
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
    private readonly Batching _batching;
    private readonly MailKeys _keys = new();
    private readonly SentMailIndex _sent;
    private readonly IJournal? _journal;
    private readonly ContestedMails _contested;
    private readonly SubmissionDispatcher _dispatcher;
    private readonly BlockingCollection<SendEvent> _events = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _pending;
    private bool _isInputOver;

    /// <summary>A run over a client that the caller keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is out of range.</exception>
    /// <exception cref="JournalException">The journal can't be used.</exception>
    /// <exception cref="EmailCarException">It is in Redis, which is unavailable.</exception>
    public SendRun(EmailCarClient client, SendRunSettings settings)
    {
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        if (settings.BatchSize is < 1 or > Submission.MaxRecipients)
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings.BatchSize, "1 to 50 recipients a submission.");
        }

        _batching = new Batching(settings.BatchSize);
        _sent = new SentMailIndex(_keys, settings.AllowDuplicates);
        _contested = new ContestedMails(client.Settings.Time, client.Settings.Timeout, settings.BatchSize);
        client.BeginCommand();
        _journal = settings.JournalPath is null
            ? null
            : client.JournalAt(settings.JournalPath).Open(
                client.Settings.Endpoint,
                client.Account.UserName,
                new JournalTerms(settings.IsRehearsal, RetriesUnknown: settings.RetryUnknown),
                _sent.Take);
        _dispatcher = new SubmissionDispatcher(client, _journal, _events.Add, _stopping.Token);
    }

    /// <summary>Why the run ended early; null while it goes on.</summary>
    public EmailCarException? EndedBy => _dispatcher.EndedBy;

    /// <summary>Approved submissions whose outcome the caller has not taken yet.</summary>
    public int Pending => _pending + _contested.Count;

    /// <summary>Emails that another machine has claimed, and that are not decided.</summary>
    public int Contested => _contested.Count;

    /// <summary>Sealed submissions that wait for approval.</summary>
    public int Sealed => _batching.Sealed;

    /// <summary>True when the caller should take outcomes before it approves more.</summary>
    public bool IsFull => _settings.IsConfirmed
        ? _pending >= MaxPendingWhenConfirmed
        : _pending >= MaxPending || (_pending > 0 && _dispatcher.IsFull);

    /// <summary>True once an address came that the journal has under another content, and the caller gave no key.</summary>
    public bool HasKnownAddressUnderOtherContent { get; private set; }

    /// <summary>Takes one recipient; it is sent only when it is new, or unknown and to be sent again.</summary>
    /// <param name="content">The mail.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="id">The task id where the journal has one.</param>
    /// <returns>What is known of the mail.</returns>
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
            _batching.Add(content, recipient with { Key = key });
        }

        return standing;
    }

    /// <summary>The next submission that waits for approval; null when there is none.</summary>
    public Submission? TakeSealed() => _batching.TakeSealed();

    /// <summary>The input has ended: seals what is open. What other machines have claimed is decided from now on.</summary>
    public void SealAll()
    {
        _batching.SealAll();
        _isInputOver = true;
    }

    /// <summary>Nothing more is to be sent: what other machines have claimed comes out as NotSent.</summary>
    public void LeaveToOthers() => GiveUpContested(Undecided);

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
        DecideContested();
        if (!_events.TryTake(out var happened, (int)wait.TotalMilliseconds, cancellationToken))
        {
            _dispatcher.ThrowIfBroken();
            return null;
        }

        if (happened is ClaimedElsewhere claimed)
        {
            _contested.Add(claimed);
            return null;
        }

        if (happened is SubmissionDone)
        {
            _pending--;
        }

        return happened;
    }

    private static EmailCarException Undecided =>
        new(FailureKind.ClaimedElsewhere, "Another machine has claimed the email, and has not settled it in time.");

    private void DecideContested()
    {
        if (!_isInputOver || _pending > 0 || _batching.Sealed > 0 || _contested.Count == 0)
        {
            return;
        }

        if (EndedBy is { } end)
        {
            GiveUpContested(end);
        }
        else if (_contested.IsOver)
        {
            GiveUpContested(Undecided);
        }
        else
        {
            foreach (var submission in _contested.TakeDue())
            {
                Approve(submission);
            }
        }
    }

    private void GiveUpContested(EmailCarException reason)
    {
        foreach (var outcome in _contested.GiveUp(reason))
        {
            _pending++;
            _events.Add(outcome);
            _events.Add(SubmissionDone.Instance);
        }
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
