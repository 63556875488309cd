using EmailCar.Failures;
using EmailCar.Http;

namespace EmailCar.Deliveries;

/// <summary>The counts of each day in a range: one request per day, with several requests in progress at a time.</summary>
public sealed class DailyStats : IDisposable
{
    private readonly RetryingQuery _queries;
    private readonly DateTime _end;
    private readonly ParallelRequests<DateTime, Stats> _asked;
    private DateTime _next;

    /// <summary>Creates the query without sending a request.</summary>
    /// <param name="client">The service.</param>
    /// <param name="start">The first day, in the service's time zone (UTC+8); only the date is used.</param>
    /// <param name="end">The last day, in the same way; null for today.</param>
    /// <param name="cancellationToken">Cancels requests in progress.</param>
    public DailyStats(EmailCarClient client, DateTime start, DateTime? end, CancellationToken cancellationToken)
    {
        _queries = new RetryingQuery(client);
        _asked = new ParallelRequests<DateTime, Stats>(cancellationToken);
        _next = start.Date;
        _end = end?.Date ?? client.Today;
    }

    /// <summary>The number of days whose counts were not returned yet.</summary>
    public int Left => _asked.Count + Math.Max(0, (_end - _next).Days + 1);

    /// <summary>Returns the counts of the next day.</summary>
    /// <returns>The counts; null after the last day.</returns>
    /// <exception cref="EmailCarException">The service rejected the request, or the response is not readable.</exception>
    public async Task<Stats?> NextAsync()
    {
        while (!_asked.IsFull && _next <= _end)
        {
            var query = new DeliveryQuery { StartDate = _next, EndDate = _next };
            _asked.Add(_next, token => _queries.AskAsync((client, stop) => client.GetStatsAsync(query, stop), token));
            _next = _next.AddDays(1);
        }

        return _asked.Count == 0 ? null : await _asked.Take().Answer.ConfigureAwait(false);
    }

    /// <summary>Cancels requests in progress.</summary>
    public void Dispose() => _asked.Dispose();
}
