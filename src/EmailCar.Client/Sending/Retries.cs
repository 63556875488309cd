using EmailCar.Failures;
using EmailCar.RateLimiting;
using Polly;
using Polly.Retry;

namespace EmailCar.Sending;

/// <summary>
/// Repeats a submission only if it certainly did not arrive, and a query whenever that may help. Polly handles the waits; whether a
/// request arrived is determined from what its content recorded.
/// </summary>
internal sealed class Retries
{
    /// <summary>The number of retries for a request that was not sent.</summary>
    public const int WhenUnreachable = 5;

    /// <summary>The number of retries after a "too fast" response.</summary>
    public const int WhenTooFast = 10;

    /// <summary>The number of retries after an SMTP server has postponed a recipient, which makes three attempts.</summary>
    public const int WhenPostponed = 2;

    /// <summary>The number of retries for a query with a temporary failure: repeating a query is harmless, even if it arrived.</summary>
    public const int WhenQueryFailed = 3;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPostponement = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    /// <summary>Created after a failure: most runs need no retries, and compiling the code takes time.</summary>
    private readonly Lazy<ResiliencePipeline> _pipeline;

    private Retries(Func<ResiliencePipeline> make) => _pipeline = new Lazy<ResiliencePipeline>(make);

    /// <summary>Retries for submissions that certainly did not arrive.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="onRetry">Receives the failure, the number of the attempt from 1, and the delay, before the wait.</param>
    /// <param name="isOver">Returns true if there must be no more attempts; null for never.</param>
    public static Retries ForSubmissions(
        TimeProvider time, Action<EmailCarException, int, TimeSpan> onRetry, Func<bool>? isOver = null) =>
        new(() => new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(Retry(WhenTooFast, e => e.Kind == FailureKind.TooFast && isOver?.Invoke() != true, onRetry))
            .AddRetry(Retry(WhenUnreachable, e => IsUnreachable(e) && isOver?.Invoke() != true, onRetry))
            .AddRetry(Retry(WhenPostponed, e => e.Kind == FailureKind.Postponed && isOver?.Invoke() != true, onRetry, FirstPostponement))
            .Build());

    /// <summary>Retries for one of many queries, which must not fail because of a short interruption of the service or the network.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="onTooFast">Receives the delay if the service asks for fewer requests.</param>
    public static Retries ForQueries(TimeProvider time, Action<TimeSpan> onTooFast) =>
        new(() => new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(Retry(WhenTooFast, e => e.Kind == FailureKind.TooFast, (_, _, delay) => onTooFast(delay)))
            .AddRetry(Retry(WhenQueryFailed, IsInPassing, (_, _, _) => { }))
            .Build());

    /// <summary>Makes an attempt, and retries as configured.</summary>
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

    /// <summary>Repeats an attempt. The failed attempt becomes the first attempt of the pipeline, which counts it.</summary>
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

    /// <summary>Returns the wait that the service asks for, within limits.</summary>
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
