using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Journal;
using EmailCar.Platform;

namespace EmailCar.Sending;

/// <summary>
/// Sends one part of a submission until its outcome is known: tries again what certainly did not arrive, and tells the
/// journal before a body leaves and after its outcome.
/// </summary>
internal sealed class SubmissionSender
{
    private readonly EmailCarClient _client;
    private readonly JournalWriter? _journal;
    private readonly Func<EmailCarException?> _ended;
    private readonly OutstandingRequests _open;
    private readonly Retries _retries;
    private readonly TimeProvider _time;

    /// <param name="client">The service.</param>
    /// <param name="journal">The journal; null without.</param>
    /// <param name="open">The answers that are open.</param>
    /// <param name="ended">Why the run ended; null while it goes on.</param>
    /// <param name="onRetry">Told the failure, the attempt from 1, and the delay, before the wait.</param>
    public SubmissionSender(
        EmailCarClient client,
        JournalWriter? journal,
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

    /// <summary>What a failure means for the mails of its submission, after all tries.</summary>
    public static SendStatus StatusOf(EmailCarException e) => e switch
    {
        { MayHaveArrived: true } => SendStatus.Unknown,
        { Kind: FailureKind.Refused or FailureKind.SenderNotRegistered or FailureKind.BadRecipient } => SendStatus.Rejected,
        _ => SendStatus.NotSent,
    };

    /// <summary>Sends to some of a submission's recipients.</summary>
    /// <param name="content">The mail.</param>
    /// <param name="recipients">Who gets it, at most 50.</param>
    /// <param name="answer">The answer to it, for the caller to settle.</param>
    /// <param name="earlier">Completes when all that goes before it has left.</param>
    /// <param name="onLeft">Called each time a body has left.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="OperationCanceledException">Stopped; what became of it, nobody knows.</exception>
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
            var ids = await _retries
                .ExecuteAsync(token => AttemptAsync(content, recipients, answer, earlier, onLeft, token), cancellationToken)
                .ConfigureAwait(false);
            answer.BecomeKnown(isAccepted: true);
            return new SubmissionOutcome(content, recipients, SendStatus.Submitted, _time.GetUtcNow()) { Ids = ids };
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

    private async Task<IReadOnlyList<long?>> AttemptAsync(
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
                var ids = await _client.SubmitAsync(content, addresses, departure, cancellationToken).ConfigureAwait(false);
                departure.Settle(SendStatus.Submitted, ids, null);
                return ids;
            }
            catch (EmailCarException) when (departure.IsHeldBack)
            {
                // Its turn has gone to whoever is next on this account; it waits for another.
            }
            catch (EmailCarException e) when (!earlier.IsCompleted && !e.MayHaveArrived && e.Kind is FailureKind.Unreachable or FailureKind.TimedOut)
            {
                // A connection that was opened ahead. Whoever is first finds out whether the service can be reached.
                await earlier.ConfigureAwait(false);
            }
            catch (EmailCarException e)
            {
                // At once, before any back-off: a kill while waiting must not leave a mail unknown that did not arrive.
                departure.Settle(StatusOf(e), null, e.Message);
                if (e.Kind == FailureKind.TooFast)
                {
                    answer.BecomeTooFast();
                }
                else if (e.MayHaveArrived)
                {
                    answer.BecomeUnknown();
                }

                throw;
            }
        }
    }

    /// <summary>The run may end while a submission waits for its turn, for earlier answers, or to be tried again.</summary>
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

    /// <summary>Writes down that the mails are about to leave, and what became of them.</summary>
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

        /// <summary>True when another answer went wrong while this one waited for its turn.</summary>
        public bool IsHeldBack { get; private set; }

        public async Task<bool> WaitForTurnAsync(TimeSpan? patience, CancellationToken cancellationToken)
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

        public void Announce()
        {
            sender.ThrowIfEnded();
            HoldBackIf(sender._open.ChangeToWaitFor() is not null);
            if (sender._journal is null || _submission > 0)
            {
                return; // it is on record already: a proxy has asked for a login in between
            }

            try
            {
                _mails = [.. recipients.Select(r => new JournalMail(r.Key, r.Address))];
                _submission = sender._journal.Leaving(content, _mails);
            }
            catch (JournalException e)
            {
                throw new EmailCarException(FailureKind.JournalUnusable, e.Message, e);
            }
        }

        public void Withdraw()
        {
            Settle(SendStatus.NotSent, null, "It has not left.");
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

        public void Settle(SendStatus status, IReadOnlyList<long?>? ids, string? message)
        {
            // Nothing left, nothing to write. A journal that can't take the outcome has the mail as unknown, which is safe;
            // the next submission finds it unusable and does not leave.
            if (_submission > 0)
            {
                sender._journal!.TrySettle(_submission, _mails, StateOf(status), ids, message, _left);
            }
        }

        private void HoldBackIf(bool holdsBack)
        {
            if (holdsBack)
            {
                IsHeldBack = true;
                throw new EmailCarException(FailureKind.Unreachable, "Held back, since earlier answers are not in.");
            }
        }
    }
}
