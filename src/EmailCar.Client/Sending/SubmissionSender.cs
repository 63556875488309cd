using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Journal;
using EmailCar.Platform;

namespace EmailCar.Sending;

/// <summary>
/// Sends one part of a submission until its result is known: repeats it if it certainly did not arrive, and writes to the journal
/// before a body is sent and after its result.
/// </summary>
internal sealed class SubmissionSender
{
    private readonly EmailCarClient _client;
    private readonly IJournal? _journal;
    private readonly Func<EmailCarException?> _ended;
    private readonly OutstandingRequests _open;
    private readonly Retries _retries;
    private readonly TimeProvider _time;

    /// <param name="client">The service.</param>
    /// <param name="journal">The journal; null for none.</param>
    /// <param name="open">The outstanding responses.</param>
    /// <param name="ended">Why the run ended; null if it continues.</param>
    /// <param name="onRetry">Receives the failure, the number of the attempt from 1, and the delay, before the wait.</param>
    public SubmissionSender(
        EmailCarClient client,
        IJournal? journal,
        OutstandingRequests open,
        Func<EmailCarException?> ended,
        Action<EmailCarException, int, TimeSpan> onRetry)
    {
        _ended = ended;
        _client = client;
        _journal = journal;
        _time = client.Settings.Time;
        _open = open;
        void OnRetry(EmailCarException failure, int attempt, TimeSpan delay)
        {
            if (failure.Kind == FailureKind.TooFast)
            {
                client.RateLimiter.Postpone(delay);
            }

            onRetry(failure, attempt, delay);
        }

        _retries = Retries.ForSubmissions(client.Settings.Time, OnRetry, () => ended() is not null);
    }

    /// <summary>Returns the status of the emails of a submission after this failure, once all retries are over.</summary>
    public static SendStatus StatusOf(EmailCarException e) => e switch
    {
        { MayHaveArrived: true } => SendStatus.Unknown,
        { Kind: FailureKind.Refused or FailureKind.SenderNotRegistered or FailureKind.BadRecipient } => SendStatus.Rejected,
        { Kind: FailureKind.Postponed or FailureKind.TooLarge or FailureKind.AttachmentChanged } => SendStatus.Rejected,
        _ => SendStatus.NotSent,
    };

    /// <summary>Sends to some of the recipients of a submission.</summary>
    /// <param name="content">The content of the email.</param>
    /// <param name="recipients">The recipients, at most 50.</param>
    /// <param name="answer">The response to the submission, which the caller settles.</param>
    /// <param name="earlier">Completes when all earlier submissions were sent.</param>
    /// <param name="onLeft">Called each time a body was sent.</param>
    /// <param name="cancellationToken">Cancels sending.</param>
    /// <exception cref="OperationCanceledException">Sending was canceled; the result is not known.</exception>
    public async Task<SubmissionOutcome> SendAsync(
        MailContent content,
        IReadOnlyList<Recipient> recipients,
        OutstandingRequests.Answer answer,
        Task earlier,
        Action onLeft,
        CancellationToken cancellationToken)
    {
        try
        {
            var receipt = await _retries
                .ExecuteAsync(token => AttemptAsync(content, recipients, answer, earlier, onLeft, token), cancellationToken)
                .ConfigureAwait(false);
            answer.BecomeKnown(isAccepted: true);
            return new SubmissionOutcome(content, recipients, SendStatus.Submitted, _time.GetUtcNow())
            {
                Ids = receipt.Ids,
                QueueId = receipt.QueueId,
            };
        }
        catch (EmailCarException e)
        {
            var status = StatusOf(e);
            if (status == SendStatus.Rejected)
            {
                answer.BecomeKnown(isAccepted: false);
            }

            var failure = status == SendStatus.NotSent ? _ended() ?? e : e;
            return new SubmissionOutcome(content, recipients, status, _time.GetUtcNow()) { Failure = failure };
        }
    }

    private async Task<SubmissionReceipt> AttemptAsync(
        MailContent content,
        IReadOnlyList<Recipient> recipients,
        OutstandingRequests.Answer answer,
        Task earlier,
        Action onLeft,
        CancellationToken cancellationToken)
    {
        var addresses = recipients.Select(r => r.WireAddress).ToArray();
        while (true)
        {
            await _open.WaitWhileHeldBackAsync().ConfigureAwait(false);
            ThrowIfEnded();
            var departure = new Departure(this, content, recipients, answer, earlier, onLeft);
            try
            {
                var receipt = await _client.SubmitAsync(content, addresses, recipients[0].Key, departure, cancellationToken).ConfigureAwait(false);
                await departure.SettleAsync(SendStatus.Submitted, receipt.Ids, receipt.QueueId).ConfigureAwait(false);
                return receipt;
            }
            catch (EmailCarException) when (departure.IsHeldBack)
            {
                // The lease went to the next request of this account, so this one waits for another lease.
            }
            catch (EmailCarException e) when (!earlier.IsCompleted && !e.MayHaveArrived && e.Kind is FailureKind.Unreachable or FailureKind.TimedOut)
            {
                // For a connection opened ahead: the first submission finds out whether the service can be reached.
                await earlier.ConfigureAwait(false);
            }
            catch (EmailCarException e)
            {
                // Immediately, before any wait: if the process is killed while it waits, an email that did not arrive must not become
                // unknown.
                await departure.SettleAsync(StatusOf(e), null, e.Message).ConfigureAwait(false);
                if (e.Kind == FailureKind.TooFast)
                {
                    answer.BecomeTooFast();
                }
                else if (e.MayHaveArrived)
                {
                    answer.BecomeUnknown();
                }
                else if (e.Kind is FailureKind.Unreachable or FailureKind.TimedOut or FailureKind.Postponed)
                {
                    answer.Dispose(); // it is sent again, and must not wait for itself
                }

                throw;
            }
        }
    }

    /// <summary>
    /// Throws if the run has ended, which may happen while a submission waits for its lease, for earlier responses, or for a retry.
    /// </summary>
    private void ThrowIfEnded()
    {
        if (_ended() is { } end)
        {
            throw new EmailCarException(end.Kind, end.Message, end) { Detail = end.Detail };
        }
    }

    private static string StateOf(SendStatus status) => status switch
    {
        SendStatus.Submitted => JournalLines.Submitted,
        SendStatus.Unknown => JournalLines.Unknown,
        SendStatus.Rejected => JournalLines.Rejected,
        _ => JournalLines.NotSent,
    };

    /// <summary>Records that the emails are about to be sent, and their result.</summary>
    private sealed class Departure(
        SubmissionSender sender,
        MailContent content,
        IReadOnlyList<Recipient> recipients,
        OutstandingRequests.Answer answer,
        Task earlier,
        Action onLeft)
        : IDeparture
    {
        private JournalMail[] _mails = [];
        private long _submission;
        private DateTimeOffset? _left;

        /// <summary>Whether another submission failed while this one waited to be sent.</summary>
        public bool IsHeldBack { get; private set; }

        public async Task<bool> WaitForEarlierAsync(TimeSpan? patience, CancellationToken cancellationToken)
        {
            var since = sender._time.GetTimestamp();
            while ((earlier.IsCompleted ? sender._open.ChangeToWaitFor() : earlier) is { } change)
            {
                using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var left = patience - sender._time.GetElapsedTime(since);
                if (left <= TimeSpan.Zero)
                {
                    return false;
                }

                var wait = left is { } span ? sender._time.DelayAsync(span, over.Token) : Task.Delay(Timeout.Infinite, over.Token);
                await Task.WhenAny(change, wait).ConfigureAwait(false);
                over.Cancel();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return true;
        }

        public async Task AnnounceAsync(CancellationToken cancellationToken)
        {
            sender.ThrowIfEnded();
            HoldBackIf(sender._open.ChangeToWaitFor() is not null);
            if (sender._journal is null || _submission > 0)
            {
                return; // already recorded: a proxy required a login in between
            }

            try
            {
                _mails = [.. recipients.Select(r => new JournalMail(r.Key, r.Address))];
                _submission = await sender._journal.BeginAsync(content, _mails, content.Via, cancellationToken).ConfigureAwait(false);
            }
            catch (JournalException e)
            {
                throw new EmailCarException(FailureKind.JournalUnusable, e.Message, e);
            }
        }

        public void Withdraw()
        {
            _ = SettleAsync(SendStatus.NotSent, null, "The email was not sent.");
            _submission = 0;
        }

        public void Leaving()
        {
            sender.ThrowIfEnded();
            HoldBackIf(!answer.TryLeave());
        }

        public void Left()
        {
            _left = sender._time.GetUtcNow();
            onLeft();
        }

        public Task SettleAsync(SendStatus status, IReadOnlyList<long?>? ids, string? message)
        {
            // If nothing was sent, there is nothing to write. If the journal cannot record the result, the email is unknown in it, which is
            // safe; the next submission finds that the journal cannot be used, and is not sent.
            return _submission > 0
                ? sender._journal!.SettleAsync(_submission, _mails, StateOf(status), ids, message, _left)
                : Task.CompletedTask;
        }

        private void HoldBackIf(bool holdsBack)
        {
            if (holdsBack)
            {
                IsHeldBack = true;
                throw new EmailCarException(FailureKind.Unreachable, "The submission was held back because earlier responses are missing.");
            }
        }
    }
}
