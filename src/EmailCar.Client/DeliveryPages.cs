namespace EmailCar;

/// <summary>
/// Reads deliveries page by page, no page more than needed. Mail sent meanwhile shifts the pages: rows that were
/// read before are dropped, and rows that only look like them are not (docs/service.md, mail/lists).
/// </summary>
public sealed class DeliveryPages
{
    /// <summary>So many pages back a row is known again; so many may come in between two requests.</summary>
    private const int PagesRemembered = 10;

    private readonly EmailCarClient _client;
    private readonly DeliveryQuery _query;
    private readonly int _pageSize;
    private int _skip;
    private long _left;
    private readonly List<Delivery> _before = [];
    private IReadOnlyList<Delivery> _previous = [];

    /// <summary>Prepares to read; nothing is asked yet.</summary>
    /// <param name="client">The service.</param>
    /// <param name="query">Which mails.</param>
    /// <param name="skip">Rows to pass over, from 0.</param>
    /// <param name="first">Rows wanted at the most; null for all.</param>
    public DeliveryPages(EmailCarClient client, DeliveryQuery query, long skip, long? first)
    {
        _client = client;
        _query = query;
        _left = first ?? long.MaxValue;
        _pageSize = first is { } count ? BestPageSize(skip, count) : EmailCarClient.MaxPageSize;
        _skip = (int)(skip % _pageSize);
        Page = checked((int)(skip / _pageSize));
    }

    /// <summary>The page read last; 0 before the first when nothing is skipped.</summary>
    public int Page { get; private set; }

    /// <summary>True when there is nothing more to read.</summary>
    public bool IsEnd => _left <= 0;

    /// <summary>Reads one page.</summary>
    /// <returns>The rows that are new and wanted; may be empty before the end.</returns>
    /// <exception cref="EmailCarException">The service refused, or no readable answer came.</exception>
    public async Task<IReadOnlyList<Delivery>> NextAsync(CancellationToken cancellationToken)
    {
        Page++;
        var rows = await _client.GetDeliveriesAsync(_query, Page, _pageSize, cancellationToken).ConfigureAwait(false);
        var seen = await SeenBeforeAsync(rows, cancellationToken).ConfigureAwait(false);
        Remember(rows.Skip(seen));
        _previous = rows;

        var wanted = rows.Skip(seen + _skip).Take((int)Math.Min(_left, int.MaxValue)).ToArray();
        _skip = Math.Max(0, _skip - Math.Max(0, rows.Count - seen));
        _left = rows.Count < _pageSize ? 0 : _left - wanted.Length;
        return wanted;
    }

    private void Remember(IEnumerable<Delivery> rows)
    {
        _before.AddRange(rows);
        _before.RemoveRange(0, Math.Max(0, _before.Count - (PagesRemembered * _pageSize)));
    }

    /// <summary>The size, at most 40, that covers the range with the fewest pages; the fewest rows among these.</summary>
    internal static int BestPageSize(long skip, long count) =>
        Enumerable.Range(1, EmailCarClient.MaxPageSize)
            .OrderBy(size => PagesFor(size, skip, count))
            .ThenBy(size => size)
            .First();

    private static long PagesFor(int size, long skip, long count) => ((skip + Math.Max(1, count) - 1) / size) - (skip / size) + 1;

    /// <summary>How many rows at the start of this page were read before.</summary>
    private async Task<int> SeenBeforeAsync(IReadOnlyList<Delivery> rows, CancellationToken cancellationToken)
    {
        if (_before.Count == 0 || LongestOverlap(rows, _before.Count) == 0)
        {
            return 0;
        }

        // Equal rows may be the same row, moved, or mails that are equal to the letter. The page before tells: how far
        // its rows have moved is how many rows at most stand here again.
        var again = await _client.GetDeliveriesAsync(_query, Page - 1, _pageSize, cancellationToken).ConfigureAwait(false);
        var shift = 0;
        while (shift < _pageSize && !IsShifted(_previous, again, shift))
        {
            shift++;
        }

        return Math.Min(rows.Count, LongestOverlap(rows, shift < _pageSize ? shift : _before.Count));
    }

    /// <summary>The most rows, counted from the last one read, at whose place this page begins.</summary>
    private int LongestOverlap(IReadOnlyList<Delivery> rows, int atMost)
    {
        for (var length = Math.Min(atMost, _before.Count); length > 0; length--)
        {
            var from = _before.Count - length;
            if (Enumerable.Range(0, Math.Min(length, rows.Count)).All(i => IsSame(_before[from + i], rows[i])))
            {
                return length;
            }
        }

        return 0;
    }

    private static bool IsShifted(IReadOnlyList<Delivery> before, IReadOnlyList<Delivery> now, int by) =>
        Enumerable.Range(by, Math.Max(0, now.Count - by)).All(i => i - by < before.Count && IsSame(before[i - by], now[i]));

    /// <summary>The same mail, by what does not change while it is on its way.</summary>
    private static bool IsSame(Delivery a, Delivery b) =>
        a.Id == b.Id && a.SentAt == b.SentAt && a.Subject == b.Subject && a.From == b.From
        && a.FromName == b.FromName && a.ReplyTo == b.ReplyTo;
}
