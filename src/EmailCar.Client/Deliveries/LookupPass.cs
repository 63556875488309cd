using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using EmailCar.Failures;
using EmailCar.Http;

namespace EmailCar.Deliveries;

/// <summary>
/// Looks up many ids once. One request returns one id, or 40 rows of a day. If the days are known, or responses show the days of
/// other ids, and the day has fewer pages than ids, the pages of the day are read and matched by id.
/// </summary>
internal sealed class LookupPass
{
    /// <summary>After a day was read without a match, another day is tried only for this many ids.</summary>
    private const int IdsPerMiss = 8;

    private readonly RetryingQuery _queries;
    private readonly List<TrackedId> _left;
    private readonly HashSet<DateTime> _tried = [];
    private DateTime? _learned;
    private DateTime? _doubted;
    private DateTime? _lastSeen;
    private int _misses;

    /// <param name="queries">The service.</param>
    /// <param name="sought">The ids; they are returned in this order if the requests allow it.</param>
    /// <param name="byDay">False to query each id separately.</param>
    public LookupPass(RetryingQuery queries, IEnumerable<TrackedId> sought, bool byDay)
    {
        _queries = queries;
        _left = [.. sought];
        ReadsDays = byDay;
    }

    /// <summary>False once it is known that reading days does not help.</summary>
    public bool ReadsDays { get; private set; }

    /// <summary>Performs the lookup; each step is one request.</summary>
    /// <exception cref="EmailCarException">The service failed; the ids that were found before have been returned.</exception>
    public async IAsyncEnumerable<PassResult> StepsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (_left.Count > 0)
        {
            var steps = PickDay() is { } day ? DayAsync(day, cancellationToken) : OneByOneAsync(cancellationToken);
            await foreach (var step in steps.ConfigureAwait(false))
            {
                yield return step;
            }
        }
    }

    /// <summary>
    /// Returns a day worth reading, or null if there is none. Without any hint, today is tried, because most emails are looked up on the
    /// day they are sent.
    /// </summary>
    private DateTime? PickDay()
    {
        if (!ReadsDays)
        {
            return null;
        }

        if (_left.Find(id => id.Day is { } day && !_tried.Contains(day)) is { } known)
        {
            return known.Day;
        }

        var guess = _learned ?? Today;
        return _left.Count > IdsPerMiss * _misses && !_tried.Contains(guess) && (_learned is not null || guess != _doubted) ? guess : null;
    }

    private DateTime Today => _queries.Today;

    private async IAsyncEnumerable<PassResult> DayAsync(DateTime day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _tried.Add(day);
        var group = new DayMatch(_left.Where(id => id.Day is not { } known || _tried.Contains(known)));
        if (group.RequestsOneByOne <= 2)
        {
            yield break;
        }

        var query = new DeliveryQuery { StartDate = day, EndDate = day };
        var (stats, failure) = await TryAsync(
            () => _queries.AskAsync((client, token) => client.GetStatsAsync(query, token), cancellationToken)).ConfigureAwait(false);
        ThrowUnlessRefused(failure);
        var rowsOfTheDay = stats?.Requested ?? 0;
        var pagesLeft = (int)Math.Min(int.MaxValue, (rowsOfTheDay + EmailCarClient.MaxPageSize - 1) / EmailCarClient.MaxPageSize);
        yield return PassResult.Empty with { RequestsLeft = pagesLeft };
        if (pagesLeft == 0 || pagesLeft >= group.RequestsOneByOne)
        {
            _misses++;
            yield break;
        }

        var isGuess = group.IsGuess && day != _learned;
        var pages = new DeliveryPages(_queries, query, 0, null);
        while (!pages.IsEnd && !group.IsComplete(rowsOfTheDay) && failure is null)
        {
            (var rows, failure) = await TryAsync(() => pages.NextAsync(cancellationToken)).ConfigureAwait(false);
            group.Add(rows ?? []);
            if (group.RowsHaveNoIds)
            {
                ReadsDays = false;
                yield return PassResult.Empty with { RowsHaveNoIds = true, RequestsLeft = _left.Count };
                yield break;
            }

            if (isGuess && group.Seen == 0)
            {
                _tried.Remove(day);
                _doubted = day;
                break;
            }

            pagesLeft = Math.Max(1, pagesLeft - 1);
            yield return PassResult.Empty with { Seen = group.Seen, RequestsLeft = pagesLeft };
        }

        var found = group.Found(isCutOff: failure is not null);
        var ids = new HashSet<TrackedId>(found.Select(f => f.Id));
        _left.RemoveAll(ids.Contains);
        _misses += found.Count < pages.Page ? 1 : 0;
        yield return new PassResult(found) { RequestsLeft = _left.Count };
        ThrowUnlessRefused(failure);
    }

    /// <summary>Queries ids one by one until none is left, or until a response shows a day worth reading.</summary>
    private async IAsyncEnumerable<PassResult> OneByOneAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var asked = new ParallelRequests<TrackedId, IReadOnlyList<Delivery>>(cancellationToken);
        while (asked.Count > 0 || (_left.Count > 0 && PickDay() is null))
        {
            while (!asked.IsFull && _left.Count > 0 && PickDay() is null)
            {
                var next = _left[0];
                _left.RemoveAt(0);
                asked.Add(next, token => ReadAsync(next, token));
            }

            var (id, answer) = asked.Take();
            var step = PassResult.Empty;
            try
            {
                var rows = await answer.ConfigureAwait(false);
                step = new PassResult([(id, rows)]);
                Learn(rows);
            }
            catch (EmailCarException e) when (e.Kind == FailureKind.Refused)
            {
                step = PassResult.Empty with { Refusal = (id, e) };
            }

            yield return step with { RequestsLeft = _left.Count };
        }
    }

    /// <summary>
    /// Records the days of rows. Two consecutive responses from the same day make it likely that the other ids are from that day too.
    /// </summary>
    private void Learn(IReadOnlyList<Delivery> rows)
    {
        var day = rows.FirstOrDefault(row => row.SentAt is not null)?.SentAt?.Date;
        _learned = day is not null && day == _lastSeen ? day : _learned;
        _lastSeen = day ?? _lastSeen;
    }

    private async Task<IReadOnlyList<Delivery>> ReadAsync(TrackedId id, CancellationToken cancellationToken)
    {
        var pages = new DeliveryPages(_queries, new DeliveryQuery { Id = id.Id }, 0, null);
        var rows = new List<Delivery>();
        while (!pages.IsEnd)
        {
            rows.AddRange(await pages.NextAsync(cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    /// <summary>Returns the response or the failure, so that a failure does not hold back the results before it.</summary>
    private static async Task<(T? Answer, EmailCarException? Failure)> TryAsync<T>(Func<Task<T>> request)
        where T : class
    {
        try
        {
            return (await request().ConfigureAwait(false), null);
        }
        catch (EmailCarException e)
        {
            return (null, e);
        }
    }

    /// <summary>Throws the failure unless it is a rejection: a service that rejects listing a day may still return an id.</summary>
    private static void ThrowUnlessRefused(EmailCarException? failure)
    {
        if (failure is { Kind: not FailureKind.Refused })
        {
            ExceptionDispatchInfo.Capture(failure).Throw();
        }
    }
}
