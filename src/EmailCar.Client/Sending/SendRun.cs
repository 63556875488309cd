using System.Collections.Concurrent;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Guarding;
using EmailCar.Journal;

namespace EmailCar.Sending;

/// <summary>
/// A send run, driven by a caller with one thread: the caller adds recipients, approves sealed submissions, and takes the results.
/// The requests run on other threads.
/// </summary>
public sealed class SendRun : IDisposable
{
    /// <summary>
    /// The maximum number of approved submissions whose results were not taken, if a person confirms each. The number is small, because an
    /// approval cannot be revoked.
    /// </summary>
    private const int MaxPendingWhenConfirmed = 8;

    /// <summary>The same maximum without confirmation. Results are taken in order, so one late response makes many others wait.</summary>
    private const int MaxPending = 1024;

    private readonly SendRunSettings _settings;
    private readonly RecipientGuard _guard;
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

    /// <summary>Starts a run with a client that the caller keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is out of range.</exception>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    /// <exception cref="EmailCarException">The journal is in Redis, and Redis is not available.</exception>
    public SendRun(EmailCarClient client, SendRunSettings settings)
    {
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        if (settings.BatchSize is < 1 or > Submission.MaxRecipients)
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings.BatchSize, "The batch size must be from 1 to 50.");
        }

        _guard = client.Settings.Guard;
        _batching = new Batching(settings.BatchSize);
        _sent = new SentMailIndex(_keys, settings.AllowDuplicates);
        _contested = new ContestedMails(client.Settings.Time, client.Settings.Timeout, settings.BatchSize);
        client.BeginCommand();
        _journal = settings.JournalPath is null
            ? null
            : client.JournalAt(settings.JournalPath).Open(
                client.Settings.Endpoint,
                client.Account.UserName,
                new JournalTerms(settings.IsRehearsal, RetriesUnknown: settings.RetryUnknown, Guard: _guard.Text),
                _sent.Take);
        _dispatcher = new SubmissionDispatcher(client, _journal, _events.Add, _stopping.Token);
    }

    /// <summary>Why the run ended early; null if it did not.</summary>
    public EmailCarException? EndedBy => _dispatcher.EndedBy;

    /// <summary>The number of approved submissions whose results the caller has not taken, and of contested emails.</summary>
    public int Pending => _pending + _contested.Count;

    /// <summary>The number of emails that another machine has claimed and that have no result.</summary>
    public int Contested => _contested.Count;

    /// <summary>The number of sealed submissions that wait for approval.</summary>
    public int Sealed => _batching.Sealed;

    /// <summary>Whether the caller should take results before approving more submissions.</summary>
    public bool IsFull => _settings.IsConfirmed
        ? _pending >= MaxPendingWhenConfirmed
        : _pending >= MaxPending || (_pending > 0 && _dispatcher.IsFull);

    /// <summary>Whether the journal has an added address with other content, and the caller gave no message key.</summary>
    public bool HasKnownAddressUnderOtherContent { get; private set; }

    /// <summary>Whether the task id of the recipient added last, which comes from the journal, also belongs to other recipients.</summary>
    public bool IsKnownIdShared => _sent.IsIdShared;

    /// <summary>Adds one recipient. The email is sent only if it is new, or if its result is unknown and it should be sent again.</summary>
    /// <param name="content">The content of the email.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="id">The task id, if the journal has one.</param>
    /// <returns>What is known about the email.</returns>
    /// <exception cref="InvalidOperationException">The staging guard does not allow any address to receive the email; callers check the
    /// guard first.</exception>
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
    /// Adds an email to a submission. Its key is that of the original email, so that redirected emails are distinguished by their real
    /// recipients. The subject of a redirected email contains that recipient, so no other email has the same content. A guard that
    /// redirects omits Cc and Bcc.
    /// </summary>
    private void Batch(MailContent content, Recipient recipient)
    {
        var decision = _guard.Apply(recipient.Address);
        if (_guard.RedirectTo is not null && content.Additions is { } additions)
        {
            content = content with { Additions = additions.WithoutCopies() };
        }

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
                throw new InvalidOperationException("The staging guard does not allow the recipient.");
        }
    }

    /// <summary>Returns the next submission that waits for approval, or null if there is none.</summary>
    public Submission? TakeSealed() => _batching.TakeSealed();

    /// <summary>Seals all open submissions at the end of the input. Emails that other machines have claimed are decided from now on.</summary>
    public void SealAll()
    {
        _batching.SealAll();
        _isInputOver = true;
    }

    /// <summary>Sends nothing more: emails that other machines have claimed get the status NotSent.</summary>
    public void LeaveToOthers() => GiveUpContested(Undecided);

    /// <summary>Allows a submission to be sent.</summary>
    public void Approve(Submission submission)
    {
        _pending++;
        _dispatcher.Add(submission);
    }

    /// <summary>Ends the run because the list is probably the wrong one: emails that were not sent get the status NotSent.</summary>
    /// <param name="reason">The reason as text.</param>
    public void EndAsWrongList(string reason) => _dispatcher.End(new EmailCarException(FailureKind.WrongList, reason));

    /// <summary>Takes the next event, and waits for it at most the given time.</summary>
    /// <returns>The event; null if there was none in that time.</returns>
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

    /// <summary>Cancels the work in progress.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _dispatcher.Dispose();
        _journal?.Dispose();
        _keys.Dispose();
    }
}
