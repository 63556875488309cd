using EmailCar.Failures;
using EmailCar.Http;

namespace EmailCar.Deliveries;

/// <summary>
/// Reads deliveries page by page, and no more pages than needed. Emails that are sent in the meantime shift the pages: rows that
/// were already read are dropped, but rows that only look like them are not (docs/service.md, mail/lists).
/// </summary>
public sealed class DeliveryPages
{
    private readonly RetryingQuery _queries;
    private readonly DeliveryQuery _query;
    private readonly int _pageSize;
    private readonly PageDeduplicator _known = new();
    private int _skip;
    private long _left;

    /// <summary>Creates the query without sending a request.</summary>
    /// <param name="client">The service.</param>
    /// <param name="query">The emails to read.</param>
    /// <param name="skip">The number of rows to skip.</param>
    /// <param name="first">The maximum number of rows to read; null for all.</param>
    public DeliveryPages(EmailCarClient client, DeliveryQuery query, long skip, long? first)
        : this(new RetryingQuery(client), query, skip, first)
    {
    }

    /// <summary>Creates the query as part of a larger one.</summary>
    internal DeliveryPages(RetryingQuery queries, DeliveryQuery query, long skip, long? first)
    {
        _queries = queries;
        _query = query;
        _left = first ?? long.MaxValue;
        _pageSize = first is { } count ? BestPageSize(skip, count) : EmailCarClient.MaxPageSize;
        _skip = (int)(skip % _pageSize);
        Page = checked((int)(skip / _pageSize));
    }

    /// <summary>The number of the last page that was read; 0 before the first page if no rows are skipped.</summary>
    public int Page { get; private set; }

    /// <summary>True if there are no more rows to read.</summary>
    public bool IsEnd => _left <= 0;

    /// <summary>Reads one page.</summary>
    /// <returns>The new rows to return; may be empty before the end.</returns>
    /// <exception cref="EmailCarException">The service rejected the request, or the response is not readable.</exception>
    public async Task<IReadOnlyList<Delivery>> NextAsync(CancellationToken cancellationToken)
    {
        Page++;
        var rows = await ReadAsync(Page, cancellationToken).ConfigureAwait(false);
        var before = _known.NeedsPageBefore(rows)
            ? await ReadAsync(Page - 1, cancellationToken).ConfigureAwait(false)
            : null;

        var unread = _known.Take(rows, before, _pageSize);
        var wanted = unread.Skip(_skip).Take((int)Math.Min(_left, int.MaxValue)).ToArray();
        _skip = Math.Max(0, _skip - unread.Count);
        _left = rows.Count < _pageSize ? 0 : _left - wanted.Length;
        return wanted;
    }

    /// <summary>Returns the page size, at most 40, that covers the range with the fewest pages, and with the fewest rows if several do.</summary>
    internal static int BestPageSize(long skip, long count) =>
        Enumerable.Range(1, EmailCarClient.MaxPageSize)
            .OrderBy(size => PagesFor(size, skip, count))
            .ThenBy(size => size)
            .First();

    private static long PagesFor(int size, long skip, long count) => ((skip + Math.Max(1, count) - 1) / size) - (skip / size) + 1;

    private Task<IReadOnlyList<Delivery>> ReadAsync(int page, CancellationToken cancellationToken) =>
        _queries.AskAsync((client, token) => client.GetDeliveriesAsync(_query, page, _pageSize, token), cancellationToken);
}
