namespace EmailCar;

/// <summary>
/// The rows that were read so far, and where the first unread one stands now: each mail sent meanwhile pushes it one
/// further, and one submission may be more mails than a page has rows (docs/service.md, mail/lists).
/// </summary>
internal sealed class KnownRows
{
    /// <summary>Ten pages. More are not needed: a shift shows only as long as a page still holds known rows.</summary>
    private const int Remembered = 10 * EmailCarClient.MaxPageSize;

    private readonly List<Delivery> _rows = [];

    /// <summary>How many rows the first unread one stands behind the start of the next page.</summary>
    private int _ahead;

    /// <summary>True when rows of a page just read look like known ones that were pushed into it.</summary>
    public bool MayHaveShifted(IReadOnlyList<Delivery> page) =>
        Enumerable.Range(1, _rows.Count + page.Count).Any(shift => Compare(page, 0, shift) > 0);

    /// <summary>Takes a page that nothing was pushed into.</summary>
    /// <returns>How many rows at its start are none of those to read.</returns>
    public int Take(IReadOnlyList<Delivery> page, int pageSize) => Take(page, pageSize, 0, 0);

    /// <summary>Takes a page that rows may have been pushed into.</summary>
    /// <param name="page">The page.</param>
    /// <param name="before">The page before it, read once more: it tells the same row, moved, from an equal one.</param>
    /// <param name="pageSize">Rows a page.</param>
    /// <returns>How many rows at its start are none of those to read.</returns>
    public int Take(IReadOnlyList<Delivery> page, IReadOnlyList<Delivery> before, int pageSize)
    {
        var shifts = Enumerable.Range(0, _rows.Count + pageSize + 1).ToArray();
        foreach (var shift in shifts)
        {
            if (Compare(before, -pageSize, shift) + Compare(page, 0, shift) > 0)
            {
                return Take(page, pageSize, shift, shift);
            }
        }

        // Mail came between the two requests as well.
        var shiftSince = shifts.FirstOrDefault(shift => Compare(before, -pageSize, shift) > 0);
        return Take(page, pageSize, shifts.LastOrDefault(shift => shift <= shiftSince && Compare(page, 0, shift) > 0), shiftSince);
    }

    private int Take(IReadOnlyList<Delivery> page, int pageSize, int shift, int shiftSince)
    {
        var passed = Math.Min(_ahead + shift, page.Count);
        _ahead = Math.Max(0, _ahead + shift - pageSize) + shiftSince - shift;
        _rows.AddRange(page.Skip(passed));
        _rows.RemoveRange(0, Math.Max(0, _rows.Count - Remembered));
        return passed;
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
