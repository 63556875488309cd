using System.Collections.Concurrent;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Journal;

namespace EmailCar.Sending;

/// <summary>
/// Lets submissions leave in the order they were approved, up to four at once, so that a slow answer does not lower the
/// pace; and reports their outcomes in that order.
/// </summary>
internal sealed class SubmissionDispatcher : IDisposable
{
    /// <summary>Submissions whose answers may be open at once.</summary>
    public const int MaxInFlight = 4;

    private readonly Action<SendEvent> _report;
    private readonly CancellationToken _stopping;
    private readonly TimeProvider _time;
    private readonly OutstandingRequests _answers;
    private readonly SubmissionSender _sender;
    private readonly SendCircuitBreaker _breaker;
    private readonly ConcurrentQueue<Submission> _approved = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly ConcurrentDictionary<string, EmailCarException> _refusedSenders = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<InFlightSubmission> _open = [];
    private readonly bool _isRateLimited;
    private Task? _loop;
    private Task _reported = Task.CompletedTask;
    private EmailCarException? _ended;
    private volatile bool _anyAccepted;

    public SubmissionDispatcher(EmailCarClient client, JournalWriter? journal, Action<SendEvent> report, CancellationToken stopping)
    {
        _report = report;
        _stopping = stopping;
        _time = client.Settings.Time;
        _isRateLimited = client.Settings.RequestsPerSecond > 0;
        _answers = new OutstandingRequests(_time);
        _sender = new SubmissionSender(
            client, journal, _answers, () => EndedBy, (failure, attempt, delay) => report(new RetryNotice(failure, attempt, delay)));
        _breaker = new SendCircuitBreaker(client.GetBalanceAsync);
    }

    /// <summary>Why nothing more leaves; null while something does.</summary>
    public EmailCarException? EndedBy => Volatile.Read(ref _ended);

    /// <summary>Nothing more leaves, unless something ended the run already.</summary>
    public void End(EmailCarException reason) => Interlocked.CompareExchange(ref _ended, reason, null);

    /// <summary>Queues a submission.</summary>
    public void Add(Submission submission)
    {
        _approved.Enqueue(submission);
        _arrivals.Release();
        _loop ??= Task.Run(LoopAsync);
    }

    /// <summary>Nothing under the caller may fail silently.</summary>
    public void ThrowIfBroken()
    {
        if (_loop is { IsFaulted: true })
        {
            _loop.GetAwaiter().GetResult();
        }

        if (_reported is { IsFaulted: true })
        {
            _reported.GetAwaiter().GetResult();
        }
    }

    public void Dispose()
    {
        // The loop and its flights end by the token; what they hold is freed with them.
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                await _arrivals.WaitAsync(_stopping).ConfigureAwait(false);
                _approved.TryDequeue(out var submission);
                await WaitForRoomAsync().ConfigureAwait(false);
                var flight = new InFlightSubmission();
                flight.Outcomes = SendAsync(submission!, flight);
                _open.Add(flight);
                _reported = ReportAsync(_reported, flight);

                // The next one starts when this one has left, so that they leave in order.
                await Task.WhenAny(flight.Left, flight.Outcomes).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The caller has stopped and takes no more outcomes.
        }
    }

    /// <summary>
    /// Without a pace that gives it time to answer, a service has to accept one submission before it gets several: a wrong
    /// login is told by one refusal, not by four.
    /// </summary>
    private int Room => _isRateLimited || _anyAccepted ? MaxInFlight : 1;

    /// <summary>Waits while as many submissions as may be are without an outcome.</summary>
    private async Task WaitForRoomAsync()
    {
        _open.RemoveAll(flight => flight.Outcomes.IsCompleted);
        while (_open.Count >= Room)
        {
            await Task.WhenAny(_open.Select(flight => flight.Outcomes)).ConfigureAwait(false);
            _open.RemoveAll(flight => flight.Outcomes.IsCompleted);
        }
    }

    private async Task ReportAsync(Task earlier, InFlightSubmission flight)
    {
        await earlier.ConfigureAwait(false);
        foreach (var outcome in await flight.Outcomes.ConfigureAwait(false))
        {
            _report(outcome);
        }

        _report(SubmissionDone.Instance);
    }

    private async Task<IReadOnlyList<SubmissionOutcome>> SendAsync(Submission submission, InFlightSubmission flight)
    {
        if (EndedBy is { } end)
        {
            return [Outcome(submission, SendStatus.NotSent, end)];
        }

        if (_refusedSenders.TryGetValue(submission.Content.From, out var refusal))
        {
            return [Outcome(submission, SendStatus.Rejected, refusal)];
        }

        return await new BatchBisector(submission, _time)
            .SendAsync(part => SendPartAsync(submission.Content, part, flight), () => EndedBy)
            .ConfigureAwait(false);
    }

    private async Task<SubmissionOutcome> SendPartAsync(MailContent content, IReadOnlyList<Recipient> recipients, InFlightSubmission flight)
    {
        // Open until it is clear whether the run goes on: what is held back by it must not leave before.
        using var answer = new OutstandingRequests.Answer(_answers);
        var outcome = await _sender
            .SendAsync(content, recipients, answer, flight.Leave, _stopping)
            .ConfigureAwait(false);
        if (outcome.Failure is { Kind: FailureKind.SenderNotRegistered } refusal)
        {
            _refusedSenders[content.From] = refusal;
        }

        if (outcome.Status == SendStatus.Submitted)
        {
            _anyAccepted = true;
        }

        var end = outcome.Status == SendStatus.NotSent
            ? outcome.Failure
            : await _breaker.NoteAsync(outcome.Status, outcome.Failure, _stopping).ConfigureAwait(false);
        if (end is not null)
        {
            End(end);
        }

        return outcome;
    }

    private SubmissionOutcome Outcome(Submission submission, SendStatus status, EmailCarException failure) =>
        new(submission.Content, submission.Recipients, status, _time.GetUtcNow()) { Failure = failure };

    /// <summary>One submission under way.</summary>
    private sealed class InFlightSubmission
    {
        private readonly TaskCompletionSource<bool> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Left => _left.Task;

        public Task<IReadOnlyList<SubmissionOutcome>> Outcomes { get; set; } = null!;

        public void Leave() => _left.TrySetResult(true);
    }
}
