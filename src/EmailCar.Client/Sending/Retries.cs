using EmailCar.Failures;
using EmailCar.RateLimiting;
using Polly;
using Polly.Retry;

namespace EmailCar.Sending;

/// <summary>
/// Tries a submission again that certainly did not arrive, and nothing else; a query whenever it may help. Polly does the
/// waiting; what counts as "did not arrive" is decided by what the request's own content knows.
/// </summary>
internal sealed class Retries
{
    /// <summary>Tries after one that never began to leave.</summary>
    public const int WhenUnreachable = 5;

    /// <summary>Tries after an answer "too fast".</summary>
    public const int WhenTooFast = 10;

    /// <summary>Tries after an SMTP server has postponed a recipient: three in all.</summary>
    public const int WhenPostponed = 2;

    /// <summary>Tries after a query that failed in passing: asking once more does no harm, whether it arrived or not.</summary>
    public const int WhenQueryFailed = 3;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPostponement = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    /// <summary>Made when something has failed: most runs need none, and its code is much to compile.</summary>
    private readonly Lazy<ResiliencePipeline> _pipeline;

    private Retries(Func<ResiliencePipeline> make) => _pipeline = new Lazy<ResiliencePipeline>(make);

    /// <summary>For submissions: what certainly did not arrive.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="onRetry">Receives the failure, the attempt from 1, and the delay, before the wait.</param>
    /// <param name="isOver">True when nothing is to be tried any more; null for never.</param>
    public static Retries ForSubmissions(
        TimeProvider time, Action<EmailCarException, int, TimeSpan> onRetry, Func<bool>? isOver = null) =>
        new(() => new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(Retry(WhenTooFast, e => e.Kind == FailureKind.TooFast && isOver?.Invoke() != true, onRetry))
            .AddRetry(Retry(WhenUnreachable, e => IsUnreachable(e) && isOver?.Invoke() != true, onRetry))
            .AddRetry(Retry(WhenPostponed, e => e.Kind == FailureKind.Postponed && isOver?.Invoke() != true, onRetry, FirstPostponement))
            .Build());

    /// <summary>For one of many queries, which must not fail for a hiccup of the service or the network.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="onTooFast">Told the delay when the service asks for fewer requests.</param>
    public static Retries ForQueries(TimeProvider time, Action<TimeSpan> onTooFast) =>
        new(() => new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(Retry(WhenTooFast, e => e.Kind == FailureKind.TooFast, (_, _, delay) => onTooFast(delay)))
            .AddRetry(Retry(WhenQueryFailed, IsInPassing, (_, _, _) => { }))
            .Build());

    /// <summary>Makes an attempt, and repeats it as the pipeline says.</summary>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var first = attempt(cancellationToken);
        try
        {
            return await first.ConfigureAwait(false);
        }
        catch (EmailCarException)
        {
            return await RepeatAsync(first, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The pipeline gets the failed attempt as its own first one, and counts it.</summary>
    private async Task<T> RepeatAsync<T>(Task<T> failed, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        Task<T>? first = failed;
        return await _pipeline.Value
            .ExecuteAsync(
                async token =>
                {
                    var task = first ?? attempt(token);
                    first = null;
                    return await task.ConfigureAwait(false);
                },
                cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>What the service asks for, within reason.</summary>
    private static TimeSpan? AskedFor(EmailCarException? failure) =>
        failure?.RetryAfter is { } asked ? (asked < RateLimitExchange.LongestPostponement ? asked : RateLimitExchange.LongestPostponement) : null;

    private static bool IsUnreachable(EmailCarException e) =>
        !e.MayHaveArrived && e.Kind is FailureKind.Unreachable or FailureKind.TimedOut;

    private static bool IsInPassing(EmailCarException e) =>
        e.Kind is FailureKind.Unreachable or FailureKind.ConnectionLost or FailureKind.TimedOut or FailureKind.ServerError;

    private static RetryStrategyOptions Retry(
        int attempts, Func<EmailCarException, bool> handles, Action<EmailCarException, int, TimeSpan> onRetry, TimeSpan? firstDelay = null) => new()
        {
            ShouldHandle = outcome => new ValueTask<bool>(outcome.Outcome.Exception is EmailCarException e && handles(e)),
            MaxRetryAttempts = attempts,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = firstDelay ?? FirstDelay,
            MaxDelay = MaxDelay,
            DelayGenerator = outcome =>
                new ValueTask<TimeSpan?>(AskedFor((EmailCarException?)outcome.Outcome.Exception)),
            OnRetry = outcome =>
            {
                onRetry((EmailCarException)outcome.Outcome.Exception!, outcome.AttemptNumber + 1, outcome.RetryDelay);
                return default;
            },
        };
}
