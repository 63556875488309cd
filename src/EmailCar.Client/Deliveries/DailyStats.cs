using EmailCar.Failures;
using EmailCar.Http;

namespace EmailCar.Deliveries;

/// <summary>The counts of each day of a range, one request a day, several under way at once.</summary>
public sealed class DailyStats : IDisposable
{
    private readonly RetryingQuery _queries;
    private readonly DateTime _end;
    private readonly ParallelRequests<DateTime, Stats> _asked;
    private DateTime _next;

    /// <summary>Prepares to ask; nothing is asked yet.</summary>
    /// <param name="client">The service.</param>
    /// <param name="start">First day, by its date alone, in the service's time zone (UTC+8).</param>
    /// <param name="end">Last day, likewise; null for today.</param>
    /// <param name="cancellationToken">Stops what is under way.</param>
    public DailyStats(EmailCarClient client, DateTime start, DateTime? end, CancellationToken cancellationToken)
    {
        _queries = new RetryingQuery(client);
        _asked = new ParallelRequests<DateTime, Stats>(cancellationToken);
        _next = start.Date;
        _end = end?.Date ?? client.Today;
    }

    /// <summary>Days whose counts did not come out yet.</summary>
    public int Left => _asked.Count + Math.Max(0, (_end - _next).Days + 1);

    /// <summary>The counts of the next day.</summary>
    /// <returns>Null after the last.</returns>
    /// <exception cref="EmailCarException">The service refused, or no readable answer came.</exception>
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

    /// <summary>Stops what is under way.</summary>
    public void Dispose() => _asked.Dispose();
}
