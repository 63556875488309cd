namespace EmailCar.Deliveries;

/// <summary>
/// The rows that were read so far, so that none is read twice when mail that is sent meanwhile pushes rows from one page
/// to the next (docs/service.md, mail/lists). An id of its own tells a row; where rows have none or share one, their place does.
/// </summary>
internal sealed class PageDeduplicator
{
    /// <summary>Ten pages. More are not needed: a shift shows only as long as a page still holds known rows.</summary>
    private const int Remembered = 10 * EmailCarClient.MaxPageSize;

    /// <summary>A hundred pages: so many new mails at once push no row past what is remembered.</summary>
    private const int RememberedIds = 100 * EmailCarClient.MaxPageSize;

    private readonly List<Delivery> _rows = [];
    private readonly HashSet<long> _ids = [];
    private readonly Queue<long> _idsByAge = new();

    /// <summary>True once rows came without ids, or several with one.</summary>
    private bool _isByPlace;

    /// <summary>How many rows the first unread one stands behind the start of the next page.</summary>
    private int _ahead;

    /// <summary>True when only the page before, read once more, tells whether rows of this page were read already.</summary>
    public bool NeedsPageBefore(IReadOnlyList<Delivery> page)
    {
        _isByPlace |= !HaveOwnIds(page);
        return _isByPlace ? MayHaveShifted(page) : MayShareAnId(page);
    }

    /// <summary>Takes a page, and the page before where it is needed.</summary>
    /// <param name="page">The page.</param>
    /// <param name="before">The page before it, read once more: it tells the same row, moved, from an equal one.</param>
    /// <param name="pageSize">Rows a page.</param>
    /// <returns>The rows that were not read yet.</returns>
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

    /// <summary>The last row, pushed over by one, or the next mail under the same id: both look like this.</summary>
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

    /// <summary>True when rows of a page just read look like known ones that were pushed into it.</summary>
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

        // Mail came between the two requests as well.
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

    /// <summary>How many rows are known ones, pushed along by so many; null when they are others.</summary>
    /// <param name="rows">Rows as they are listed now.</param>
    /// <param name="start">Where the first of them stands, from the start of the page.</param>
    /// <param name="shift">Mails that came since the page before.</param>
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

    /// <summary>The same mail, by what does not change while it is on its way.</summary>
    private static bool IsSame(Delivery a, Delivery b) =>
        a.Id == b.Id && a.SentAt == b.SentAt && a.Subject == b.Subject && a.From == b.From
        && a.FromName == b.FromName && a.ReplyTo == b.ReplyTo;
}
