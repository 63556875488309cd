using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Deliveries;

/// <summary>
/// A query of many requests. The first one fails as any does; once the service has answered, what fails in passing is asked
/// again, a few times and with growing delays, so that a hiccup does not cost what was read before.
/// </summary>
internal sealed class RetryingQuery(EmailCarClient client)
{
    private readonly Retries _retries = Retries.ForQueries(client.Settings.Time, client.RateLimiter.Postpone);
    private volatile bool _hasAnswer;

    /// <summary>The clock of everything that waits.</summary>
    public TimeProvider Time => client.Settings.Time;

    /// <summary>The current day in the service's time zone.</summary>
    public DateTime Today => client.Today;

    /// <summary>Does one of the requests.</summary>
    /// <exception cref="EmailCarException">The service refused, or no readable answer came.</exception>
    public async Task<T> AskAsync<T>(Func<EmailCarClient, CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        var answer = _hasAnswer
            ? await _retries.ExecuteAsync(token => request(client, token), cancellationToken).ConfigureAwait(false)
            : await request(client, cancellationToken).ConfigureAwait(false);
        _hasAnswer = true;
        return answer;
    }
}
