using EmailCar.Deliveries;
using EmailCar.Failures;
using EmailCar.Http;

namespace EmailCar.Reports;

/// <summary>
/// Gets the content of a report from the service: the counts of each column and of the previous period, the points, and the deliveries with
/// their reasons and opens unless there are too many.
/// </summary>
public sealed class ReportQuery : IDisposable
{
    /// <summary>At the documented rate limit, reading this many emails takes 50 seconds.</summary>
    public const int MaxDeliveries = 50 * EmailCarClient.MaxPageSize;

    private readonly RetryingQuery _queries;
    private readonly ReportPeriod _period;
    private readonly ParallelRequests<ReportSpan, Stats> _asked;
    private readonly Queue<ReportSpan> _spans;
    private readonly ReportFigures _figures;
    private readonly CancellationToken _stop;
    private DeliveryPages? _pages;
    private long _requested;
    private bool _hasBefore;
    private bool _hasPoints;

    /// <summary>Prepares the query. Nothing is requested yet.</summary>
    /// <param name="client">The service.</param>
    /// <param name="period">The days to query.</param>
    /// <param name="cancellationToken">Stops the requests that are in progress.</param>
    public ReportQuery(EmailCarClient client, ReportPeriod period, CancellationToken cancellationToken)
    {
        _queries = new RetryingQuery(client);
        _period = period;
        _stop = cancellationToken;
        _asked = new ParallelRequests<ReportSpan, Stats>(cancellationToken);
        _spans = new Queue<ReportSpan>(period.Split());
        _figures = new ReportFigures(period);
        Requests = _spans.Count + 2;
    }

    /// <summary>The number of requests that the report takes, as far as it is known.</summary>
    public int Requests { get; private set; }

    /// <summary>The number of requests that were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Performs the next step.</summary>
    /// <returns>The report after the last step; null before that.</returns>
    /// <exception cref="EmailCarException">The service rejected a request, or no readable answer was received.</exception>
    public async Task<Report?> NextAsync()
    {
        while (!_asked.IsFull && _spans.Count > 0)
        {
            var span = _spans.Dequeue();
            _asked.Add(span, token => AskAsync(span.Start, span.End, token));
        }

        if (_asked.Count > 0)
        {
            var (span, answer) = _asked.Take();
            var stats = await answer.ConfigureAwait(false);
            _requested += stats.Requested;
            _figures.Add(span, stats);
        }
        else if (!_hasBefore)
        {
            await ReadBeforeAsync().ConfigureAwait(false);
        }
        else if (!_hasPoints)
        {
            _hasPoints = true;
            _figures.Add(await _queries.AskAsync((client, token) => client.GetBalanceAsync(token), _stop).ConfigureAwait(false));
        }
        else if (_pages is { IsEnd: false } pages)
        {
            foreach (var delivery in await pages.NextAsync(_stop).ConfigureAwait(false))
            {
                _figures.Add(delivery);
            }
        }
        else
        {
            return _figures.Complete(_queries.Today, hasDetails: _requested <= MaxDeliveries);
        }

        Answered++;
        return null;
    }

    /// <summary>Stops the requests that are in progress.</summary>
    public void Dispose() => _asked.Dispose();

    private async Task ReadBeforeAsync()
    {
        _hasBefore = true;
        if (_period.Before is { } before)
        {
            _figures.AddBefore(await AskAsync(before.Start, before.End, _stop).ConfigureAwait(false));
        }

        if (_requested is > 0 and <= MaxDeliveries)
        {
            _pages = new DeliveryPages(_queries, new DeliveryQuery { StartDate = _period.Start, EndDate = _period.End }, 0, null);
            Requests += (int)(_requested / EmailCarClient.MaxPageSize) + 1;
        }
    }

    private Task<Stats> AskAsync(DateTime start, DateTime end, CancellationToken cancellationToken) => _queries.AskAsync(
        (client, token) => client.GetStatsAsync(new DeliveryQuery { StartDate = start, EndDate = end }, token), cancellationToken);
}
