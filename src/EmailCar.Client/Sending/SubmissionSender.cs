namespace EmailCar.Sending;

/// <summary>
/// Sends one part of a submission until its outcome is known: tries again what certainly did not arrive, and tells the
/// journal before a body leaves and after its outcome.
/// </summary>
internal sealed class SubmissionSender
{
    private readonly EmailCarClient _client;
    private readonly Journal? _journal;
    private readonly Func<EmailCarException?> _ended;
    private readonly LazyRetries _retries;
    private readonly TimeProvider _time;

    /// <param name="client">The service.</param>
    /// <param name="journal">The journal; null without.</param>
    /// <param name="ended">Why the run ended; null while it goes on.</param>
    /// <param name="onRetry">Told the failure, the attempt from 1, and the delay, before the wait.</param>
    public SubmissionSender(
        EmailCarClient client, Journal? journal, Func<EmailCarException?> ended, Action<EmailCarException, int, TimeSpan> onRetry)
    {
        _ended = ended;
        _client = client;
        _journal = journal;
        _time = client.Settings.Time;
        void OnRetry(EmailCarException failure, int attempt, TimeSpan delay)
        {
            if (failure.Kind == FailureKind.TooFast)
            {
                client.Pace.Postpone(delay);
            }

            onRetry(failure, attempt, delay);
        }

        _retries = new LazyRetries(() => Retries.Pipeline(client.Settings.Time, OnRetry, () => ended() is not null));
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
    /// <param name="onLeft">Called each time a body has left.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="OperationCanceledException">Stopped; what became of it, nobody knows.</exception>
    public async Task<SubmissionOutcome> SendAsync(
        MailContent content, IReadOnlyList<Recipient> recipients, Action onLeft, CancellationToken cancellationToken)
    {
        try
        {
            var ids = await _retries
                .ExecuteAsync(token => AttemptAsync(content, recipients, onLeft, token), cancellationToken)
                .ConfigureAwait(false);
            return new SubmissionOutcome(content, recipients, SendStatus.Submitted, _time.GetUtcNow()) { Ids = ids };
        }
        catch (EmailCarException e)
        {
            return new SubmissionOutcome(content, recipients, StatusOf(e), _time.GetUtcNow()) { Failure = e };
        }
    }

    private async Task<IReadOnlyList<long?>> AttemptAsync(
        MailContent content, IReadOnlyList<Recipient> recipients, Action onLeft, CancellationToken cancellationToken)
    {
        var departure = new Departure(_journal, recipients, _ended, onLeft);
        try
        {
            var addresses = recipients.Select(r => r.Address).ToArray();
            var ids = await _client.SubmitAsync(content, addresses, departure, cancellationToken).ConfigureAwait(false);
            departure.Settle(JournalLines.Submitted, ids, null);
            return ids;
        }
        catch (EmailCarException e)
        {
            // At once, before any back-off: a kill while waiting must not leave a mail unknown that did not arrive.
            departure.Settle(StateOf(StatusOf(e)), null, e.Message);
            throw;
        }
    }

    private static string StateOf(SendStatus status) => status switch
    {
        SendStatus.Unknown => JournalLines.Unknown,
        SendStatus.Rejected => JournalLines.Rejected,
        _ => JournalLines.NotSent,
    };

    /// <summary>Writes down that the mails leave, once they do, and what became of them.</summary>
    private sealed class Departure(
        Journal? journal, IReadOnlyList<Recipient> recipients, Func<EmailCarException?> ended, Action onLeft) : IDeparture
    {
        private JournalMail[] _mails = [];
        private long _submission;

        public void Leaving()
        {
            if (ended() is { } end)
            {
                // While this one waited for its turn, or to be tried again.
                throw new EmailCarException(end.Kind, end.Message, end) { Detail = end.Detail };
            }

            if (journal is null)
            {
                return;
            }

            try
            {
                _mails = [.. recipients.Select(r => new JournalMail(r.Key, r.Address))];
                _submission = journal.Leaving(_mails);
            }
            catch (JournalException e)
            {
                throw new EmailCarException(FailureKind.JournalUnusable, e.Message, e);
            }
        }

        public void Left() => onLeft();

        public void Settle(string state, IReadOnlyList<long?>? ids, string? message)
        {
            // Nothing left, nothing to write. A journal that can't take the outcome has the mail as unknown, which is safe;
            // the next submission finds it unusable and does not leave.
            if (_submission > 0)
            {
                journal!.TrySettle(_submission, _mails, state, ids, message);
            }
        }
    }
}
