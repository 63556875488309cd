using System.Collections.Concurrent;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Journal;

namespace EmailCar.Sending;

/// <summary>
/// Sends submissions in the order of approval, as many at once as the window allows, so that slow responses do not lower the rate,
/// and reports their results in that order.
/// </summary>
internal sealed class SubmissionDispatcher : IDisposable
{
    /// <summary>The maximum number of connections opened ahead.</summary>
    private const int MaxAhead = 64;

    /// <summary>The number of approved submissions besides those in progress: enough until the caller checks again.</summary>
    private const int MinSpare = 4;

    /// <summary>The seconds after which a caller that waits for results checks again.</summary>
    private const double SpareSeconds = 0.5;

    /// <summary>The maximum time to wait for canceled requests, which usually end much sooner.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(2);

    private readonly Action<SendEvent> _report;
    private readonly CancellationToken _stopping;
    private readonly TimeProvider _time;
    private readonly OutstandingRequests _answers;
    private readonly SubmissionSender _sender;
    private readonly SendCircuitBreaker[] _breakers;
    private readonly SubmissionClaims? _claims;
    private readonly ConcurrentQueue<Submission> _approved = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly ConcurrentDictionary<string, EmailCarException> _refusedSenders = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<InFlightSubmission, bool> _open = new();
    private readonly SemaphoreSlim _settled = new(0);
    private readonly EmailCarClient _client;
    private readonly double _requestsPerSecond;
    private int _unsettled;
    private Task? _loop;
    private Task _reported = Task.CompletedTask;
    private EmailCarException? _ended;
    private volatile bool _anyAccepted;

    public SubmissionDispatcher(EmailCarClient client, IJournal? journal, Action<SendEvent> report, CancellationToken stopping)
    {
        _report = report;
        _stopping = stopping;
        _time = client.Settings.Time;
        _client = client;
        _requestsPerSecond = client.Settings.RequestsPerSecond;
        _answers = new OutstandingRequests(_time, _requestsPerSecond);
        _sender = new SubmissionSender(
            client, journal, _answers, () => EndedBy, (failure, attempt, delay) => report(new RetryNotice(failure, attempt, delay)));
        _claims = journal?.Claims is { } claims ? new SubmissionClaims(claims, report, _time) : null;

        // A rejection in one way of sending does not apply to the other.
        _breakers = [.. new[] { SendVia.WebApi, SendVia.Smtp }.Select(via => new SendCircuitBreaker(_time, token => client.AskForSignOfLifeAsync(via, token)))];
    }

    /// <summary>Why sending ended; null if it continues.</summary>
    public EmailCarException? EndedBy => Volatile.Read(ref _ended);

    /// <summary>Whether more approved submissions would only wait.</summary>
    public bool IsFull =>
        Volatile.Read(ref _unsettled) >= Room + Math.Max(MinSpare, (int)Math.Min(SendWindow.Largest, _requestsPerSecond * SpareSeconds));

    /// <summary>Ends sending, unless it has already ended for another reason.</summary>
    public void End(EmailCarException reason) => Interlocked.CompareExchange(ref _ended, reason, null);

    /// <summary>Queues a submission.</summary>
    public void Add(Submission submission)
    {
        Interlocked.Increment(ref _unsettled);
        _approved.Enqueue(submission);
        _arrivals.Release();
        _loop ??= Task.Run(LoopAsync);
    }

    /// <summary>Throws if the background work failed, so that no failure is silent.</summary>
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

    /// <summary>
    /// Waits until all canceled work has ended: the journal must still record that a submission was announced but not sent.
    /// </summary>
    public void Dispose()
    {
        var ends = Task.WhenAll(_open.Keys.Select(inFlight => inFlight.Ended));
        Task.WhenAny(ends, Task.Delay(EndsWithin)).GetAwaiter().GetResult();
        _ = _client.QuitSmtpAsync();
    }

    private async Task LoopAsync()
    {
        try
        {
            Task earlier = Task.CompletedTask;
            while (true)
            {
                await _arrivals.WaitAsync(_stopping).ConfigureAwait(false);
                _approved.TryDequeue(out var submission);
                while (_open.Count >= Room)
                {
                    await _settled.WaitAsync(_stopping).ConfigureAwait(false);
                }

                var inFlight = new InFlightSubmission(earlier);
                _open[inFlight] = true;
                inFlight.Outcomes = SendAsync(submission!, inFlight);
                _reported = ReportAsync(_reported, inFlight);
                earlier = inFlight.Left;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The caller has stopped and takes no more results.
        }
    }

    /// <summary>
    /// The maximum number of submissions in progress: those that may be outstanding, and those that connect ahead because they are
    /// due soon. Until a submission was accepted, no connections are opened ahead.
    /// </summary>
    private int Room
    {
        get
        {
            var ahead = _anyAccepted ? (int)Math.Min(MaxAhead, Math.Ceiling(_requestsPerSecond * _client.Lead.TotalSeconds)) : 0;
            return _answers.Window + ahead;
        }
    }

    private async Task ReportAsync(Task earlier, InFlightSubmission inFlight)
    {
        await earlier.ConfigureAwait(false);
        foreach (var outcome in await inFlight.Outcomes.ConfigureAwait(false))
        {
            _report(outcome);
        }

        _report(SubmissionDone.Instance);
    }

    private async Task<IReadOnlyList<SubmissionOutcome>> SendAsync(Submission submission, InFlightSubmission inFlight)
    {
        try
        {
            if (EndedBy is { } end)
            {
                return [Outcome(submission, SendStatus.NotSent, end)];
            }

            if (_refusedSenders.TryGetValue(submission.Content.From, out var refusal))
            {
                return [Outcome(submission, SendStatus.Rejected, refusal)];
            }

            Task<IReadOnlyList<SubmissionOutcome>> Send(Submission whole) => new BatchBisector(whole, _time)
                .SendAsync(part => SendPartAsync(whole.Content, part, inFlight), () => EndedBy);
            return await (_claims is null ? Send(submission) : _claims.SendAsync(submission, Send, _stopping)).ConfigureAwait(false);
        }
        catch (EmailCarException e) when (e.Kind == FailureKind.RedisUnavailable)
        {
            End(e);
            return [Outcome(submission, SendStatus.NotSent, e)];
        }
        finally
        {
            inFlight.Leave(); // if nothing was sent, later submissions need not wait
            _open.TryRemove(inFlight, out _);
            inFlight.End();
            Interlocked.Decrement(ref _unsettled);
            _settled.Release();
        }
    }

    private async Task<SubmissionOutcome> SendPartAsync(MailContent content, IReadOnlyList<Recipient> recipients, InFlightSubmission inFlight)
    {
        // Outstanding until it is clear whether the run continues: submissions that wait for it must not be sent before.
        using var answer = new OutstandingRequests.Answer(_answers);
        var outcome = await _sender
            .SendAsync(content, recipients, answer, inFlight.Earlier, inFlight.Leave, _stopping)
            .ConfigureAwait(false);
        if (outcome.Failure is { Kind: FailureKind.SenderNotRegistered } refusal)
        {
            _refusedSenders[content.From] = refusal;
        }

        if (outcome.Status == SendStatus.Submitted)
        {
            _anyAccepted = true;
        }

        var end = outcome.Failure is { Kind: FailureKind.ClaimedElsewhere } ? null
            : outcome.Status == SendStatus.NotSent ? outcome.Failure
            : await _breakers[(int)content.Via].NoteAsync(outcome.Status, outcome.Failure, answer.Departure, _stopping).ConfigureAwait(false);
        if (end is not null)
        {
            End(end);
        }

        return outcome;
    }

    private SubmissionOutcome Outcome(Submission submission, SendStatus status, EmailCarException failure) =>
        new(submission.Content, submission.Recipients, status, _time.GetUtcNow()) { Failure = failure };

    /// <summary>One submission in progress.</summary>
    private sealed class InFlightSubmission(Task earlier)
    {
        private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<bool> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when all earlier submissions were sent.</summary>
        public Task Earlier => earlier;

        /// <summary>Completes when this submission was sent too, or has ended.</summary>
        public Task Left => _left.Task;

        public Task<IReadOnlyList<SubmissionOutcome>> Outcomes { get; set; } = null!;

        /// <summary>Completes when this submission has ended in any way.</summary>
        public Task Ended => _ended.Task;

        public void End() => _ended.TrySetResult(true);

        public void Leave()
        {
            if (earlier.IsCompleted)
            {
                _left.TrySetResult(true);
            }
            else
            {
                _ = earlier.ContinueWith(_ => _left.TrySetResult(true), TaskScheduler.Default);
            }
        }
    }
}
