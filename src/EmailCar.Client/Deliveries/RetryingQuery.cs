using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Deliveries;

/// <summary>
/// A query that consists of many requests. If the first request fails, the query fails. Once the service has responded, temporary
/// failures are retried a few times with growing delays, so that the results so far are not lost.
/// </summary>
internal sealed class RetryingQuery(EmailCarClient client)
{
    private readonly Retries _retries = Retries.ForQueries(client.Settings.Time, client.RateLimiter.Postpone);
    private volatile bool _hasAnswer;

    /// <summary>The clock for all waits.</summary>
    public TimeProvider Time => client.Settings.Time;

    /// <summary>The current day in the service's time zone.</summary>
    public DateTime Today => client.Today;

    /// <summary>Performs one of the requests.</summary>
    /// <exception cref="EmailCarException">The service rejected the request, or the response is not readable.</exception>
    public async Task<T> AskAsync<T>(Func<EmailCarClient, CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        var answer = _hasAnswer
            ? await _retries.ExecuteAsync(token => request(client, token), cancellationToken).ConfigureAwait(false)
            : await request(client, cancellationToken).ConfigureAwait(false);
        _hasAnswer = true;
        return answer;
    }
}
