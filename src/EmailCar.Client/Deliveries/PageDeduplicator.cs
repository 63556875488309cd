namespace EmailCar.Deliveries;

/// <summary>
/// Remembers the rows that were read, so that no row is read twice when new emails push rows from one page to the next (docs/service.md,
/// mail/lists). A row is identified by its id; if rows have no ids or share one, by its position.
/// </summary>
internal sealed class PageDeduplicator
{
    /// <summary>Ten pages, which is enough: a shift can be detected only while a page still contains known rows.</summary>
    private const int Remembered = 10 * EmailCarClient.MaxPageSize;

    /// <summary>A hundred pages: there are never so many new emails at once that a row is pushed beyond them.</summary>
    private const int RememberedIds = 100 * EmailCarClient.MaxPageSize;

    private readonly List<Delivery> _rows = [];
    private readonly HashSet<long> _ids = [];
    private readonly Queue<long> _idsByAge = new();

    /// <summary>True once there are rows without ids, or several rows with the same id.</summary>
    private bool _isByPlace;

    /// <summary>The distance of the first unread row from the start of the next page, in rows.</summary>
    private int _ahead;

    /// <summary>Returns whether the previous page must be read again to find out whether rows of this page were already read.</summary>
    public bool NeedsPageBefore(IReadOnlyList<Delivery> page)
    {
        _isByPlace |= !HaveOwnIds(page);
        return _isByPlace ? MayHaveShifted(page) : MayShareAnId(page);
    }

    /// <summary>Adds a page, and the previous page if it is needed.</summary>
    /// <param name="page">The page.</param>
    /// <param name="before">The previous page, read again, to distinguish a row that moved from another row with the same values.</param>
    /// <param name="pageSize">The number of rows per page.</param>
    /// <returns>The rows that were not read before.</returns>
    public IReadOnlyList<Delivery> Take(IReadOnlyList<Delivery> page, IReadOnlyList<Delivery>? before, int pageSize)
    {
        if (before is not null && !(before.Count > 0 && HaveOwnIds(before) && before[before.Count - 1].Id != LastKnown?.Id))
        {
            _isByPlace = true;
        }

        return !_isByPlace ? TakeById(page)
            : before is null ? TakeByPlace(page, pageSize, 0, 0)
            : TakeByPlace(page, before, pageSize);
    }

    private Delivery? LastKnown => _rows.Count > 0 ? _rows[_rows.Count - 1] : null;

    private static bool HaveOwnIds(IReadOnlyList<Delivery> page)
    {
        var ids = new HashSet<long>();
        return page.All(row => row.Id is { } id && ids.Add(id));
    }

    /// <summary>Returns whether the first row is either the last known row, pushed onto this page, or the next email with the same id.</summary>
    private bool MayShareAnId(IReadOnlyList<Delivery> page) =>
        page.Count > 0 && LastKnown is { } last && page[0].Id == last.Id && !page.Skip(1).Any(IsKnownId);

    private bool IsKnownId(Delivery row) => _ids.Contains(row.Id!.Value);

    private Delivery[] TakeById(IReadOnlyList<Delivery> page)
    {
        var unread = page.Where(row => !IsKnownId(row)).ToArray();
        var last = page.Count == 0 ? -1 : _rows.FindLastIndex(row => row.Id == page[page.Count - 1].Id);
        _ahead = last < 0 ? 0 : _rows.Count - 1 - last;
        Remember(unread);
        return unread;
    }

    /// <summary>Returns whether rows of the page look like known rows that were pushed onto it.</summary>
    private bool MayHaveShifted(IReadOnlyList<Delivery> page) =>
        Enumerable.Range(1, _rows.Count + page.Count).Any(shift => Compare(page, 0, shift) > 0);

    private Delivery[] TakeByPlace(IReadOnlyList<Delivery> page, IReadOnlyList<Delivery> before, int pageSize)
    {
        var shifts = Enumerable.Range(0, _rows.Count + pageSize + 1).ToArray();
        foreach (var shift in shifts)
        {
            if (Compare(before, -pageSize, shift) + Compare(page, 0, shift) > 0)
            {
                return TakeByPlace(page, pageSize, shift, shift);
            }
        }

        // New emails were also added between the two requests.
        var shiftSince = shifts.FirstOrDefault(shift => Compare(before, -pageSize, shift) > 0);
        return TakeByPlace(page, pageSize, shifts.LastOrDefault(shift => shift <= shiftSince && Compare(page, 0, shift) > 0), shiftSince);
    }

    private Delivery[] TakeByPlace(IReadOnlyList<Delivery> page, int pageSize, int shift, int shiftSince)
    {
        var unread = page.Skip(_ahead + shift).ToArray();
        _ahead = Math.Max(0, _ahead + shift - pageSize) + shiftSince - shift;
        Remember(unread);
        return unread;
    }

    private void Remember(Delivery[] unread)
    {
        _rows.AddRange(unread);
        _rows.RemoveRange(0, Math.Max(0, _rows.Count - Remembered));
        foreach (var row in unread)
        {
            if (row.Id is { } id && _ids.Add(id))
            {
                _idsByAge.Enqueue(id);
            }
        }

        while (_idsByAge.Count > RememberedIds)
        {
            _ids.Remove(_idsByAge.Dequeue());
        }
    }

    /// <summary>Counts the known rows that were shifted by this number; null if the rows differ.</summary>
    /// <param name="rows">The rows as they are listed now.</param>
    /// <param name="start">The position of the first row, relative to the start of the page.</param>
    /// <param name="shift">The number of emails added since the previous page.</param>
    private int? Compare(IReadOnlyList<Delivery> rows, int start, int shift)
    {
        var known = 0;
        for (var i = 0; i < rows.Count && start + i < _ahead + shift; i++)
        {
            var at = _rows.Count - (_ahead + shift - start - i);
            if (at >= 0 && !IsSame(rows[i], _rows[at]))
            {
                return null;
            }

            known += at >= 0 ? 1 : 0;
        }

        return known;
    }

    /// <summary>Returns whether two rows are the same email, compared by the values that do not change during delivery.</summary>
    private static bool IsSame(Delivery a, Delivery b) =>
        a.Id == b.Id && a.SentAt == b.SentAt && a.Subject == b.Subject && a.From == b.From
        && a.FromName == b.FromName && a.ReplyTo == b.ReplyTo;
}
