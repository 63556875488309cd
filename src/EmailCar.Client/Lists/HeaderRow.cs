using System.Globalization;
using System.Text.RegularExpressions;
using EmailCar.Failures;
using EmailCar.Platform;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>
/// Finds the row with the column names. There may be titles, notes and empty rows above it, and it may take two rows. If
/// several rows are possible, nothing is read, because a wrong header would fill emails with the wrong values.
/// </summary>
internal sealed class HeaderRow
{
    private const int MaxCandidates = 6;
    private const int MaxCandidateLength = 80;

    /// <summary>Additions to a column name: marks of required columns, units and explanations.</summary>
    private static readonly Regex Addition = new(@"[（(\[【].*?[）)\]】]|[*＊:：]|\s", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private readonly IReadOnlyList<RawRow> _rows;
    private readonly HashSet<string> _names;
    private readonly int _firstAddress;
    private readonly int[] _used;

    private HeaderRow(IReadOnlyList<RawRow> rows, IEnumerable<string> names)
    {
        _rows = rows;
        _names = new HashSet<string>(names.Select(name => Addition.Replace(name, "")), StringComparer.OrdinalIgnoreCase);
        var first = rows.ToList().FindIndex(HasAddress);
        _firstAddress = first < 0 ? rows.Count : first;
        var data = rows.Skip(_firstAddress).Where(HasAddress).ToArray();
        _used = data.Length == 0 ? [] : [.. Enumerable.Range(0, data.Max(row => row.Cells.Length)).Where(i => data.Count(row => Filled(row, i)) * 3 >= data.Length)];
    }

    /// <summary>Finds the header.</summary>
    /// <param name="rows">The first rows that are not empty.</param>
    /// <param name="names">Names of address columns.</param>
    /// <param name="count">The number of rows up to the last row of the header.</param>
    /// <exception cref="ListException">There is no header, or it is not certain which row it is.</exception>
    public static RawRow Find(IReadOnlyList<RawRow> rows, IEnumerable<string> names, out int count) => new HeaderRow(rows, names).Find(out count);

    private RawRow Find(out int count)
    {
        var named = Enumerable.Range(0, _rows.Count).Where(i => IsNamed(_rows[i])).ToArray();
        var above = Array.FindAll(named, i => i < _firstAddress);
        if (above.Length == 0 && _firstAddress == 0)
        {
            throw named.Length > 0
                ? Uncertain()
                : new ListException(ListProblem.MissingHeader, Array.Find(_rows[0].Cells, AddressColumns.IsAddress) ?? "");
        }

        var index = above.Length > 0 ? Choose(above) : Unnamed();
        return WithOtherRow(index, out count);
    }

    /// <summary>
    /// Returns the header if several rows have the name of an address column: the row with a name for each column of the data.
    /// </summary>
    private int Choose(int[] named)
    {
        var complete = Array.FindAll(named, i => Covers(_rows[i]));
        return named.Length == 1 ? named[0]
            : complete.Length == 1 ? complete[0]
            : complete.Length == 0 && named.Length == 2 && named[1] == named[0] + 1 ? named[1]
            : throw Uncertain();
    }

    /// <summary>Returns the header if there is no known name: the only possible row above the data.</summary>
    private int Unnamed()
    {
        if (_firstAddress == _rows.Count)
        {
            // No row has an address, so the result is only used to list the columns.
            return 0;
        }

        var candidates = Enumerable.Range(0, _firstAddress).Where(i => !LeftOutRows.IsLine(_rows[i])).ToArray();
        if (candidates.Length == 1 && (_used.Length < 2 || FilledCells(_rows[candidates[0]]) > 1))
        {
            return candidates[0];
        }

        var complete = Array.FindAll(candidates, i => Covers(_rows[i]) && !Array.Exists(_rows[i].Cells, IsNumber));
        if (complete.Length == 1)
        {
            return complete[0];
        }

        var pairs = Array.FindAll(candidates, i => i + 1 < _firstAddress && IsPair(i) && _used.All(c => Filled(_rows[i], c) || Filled(_rows[i + 1], c)));
        return complete.Length == 0 && pairs.Length == 1 ? pairs[0] + 1 : throw Uncertain();
    }

    /// <summary>Returns a header of two rows: group names above, or a second row with the names that the first row lacks.</summary>
    private RawRow WithOtherRow(int index, out int count)
    {
        var row = _rows[index];
        count = index + 1;
        var hasGaps = _used.Any(i => !Filled(row, i));
        if (index > 0 && IsPair(index - 1))
        {
            var upper = _rows[index - 1];
            if (_used.Any(i => !Filled(row, i) && Filled(upper, i)) || HasDuplicates(row))
            {
                return Combine(upper, row);
            }
        }

        if (hasGaps && index + 1 < _firstAddress && IsPair(index) && _used.Any(i => !Filled(row, i) && Filled(_rows[index + 1], i)))
        {
            count = index + 2;
            return Combine(row, _rows[index + 1]);
        }

        return row;
    }

    private static RawRow Combine(RawRow upper, RawRow lower)
    {
        var width = Math.Max(upper.Cells.Length, lower.Cells.Length);
        var names = Enumerable.Range(0, width).Select(i => Filled(lower, i) ? lower.Cells[i] : Filled(upper, i) ? upper.Cells[i] : "").ToArray();
        var twice = new HashSet<string>(names.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key), StringComparer.OrdinalIgnoreCase);
        var group = "";
        for (var i = 0; i < width; i++)
        {
            // The name of a group is in its first cell.
            group = Filled(upper, i) ? upper.Cells[i] : group;
            names[i] = twice.Contains(names[i]) && group != names[i] ? group + names[i] : names[i];
        }

        return lower with { Cells = names };
    }

    /// <summary>Returns whether two rows are adjacent and the first of them is not a title.</summary>
    private bool IsPair(int upper) =>
        _rows[upper + 1].Number == _rows[upper].Number + 1
        && !_rows[upper].IsHeading
        && FilledCells(_rows[upper]) > 1
        && !LeftOutRows.IsLine(_rows[upper])
        && !Array.Exists(_rows[upper + 1].Cells, IsNumber);

    private bool Covers(RawRow row) => Array.TrueForAll(_used, i => Filled(row, i));

    private bool IsNamed(RawRow row) => !HasAddress(row) && Array.Exists(row.Cells, cell => _names.Contains(Addition.Replace(GuardMarks.Bare(cell), "")));

    private static bool HasDuplicates(RawRow row) =>
        row.Cells.Where(cell => cell.Length > 0).GroupBy(cell => cell, StringComparer.OrdinalIgnoreCase).Any(group => group.Count() > 1);

    private static bool HasAddress(RawRow row) => Array.Exists(row.Cells, AddressColumns.IsAddress);

    private static bool Filled(RawRow row, int column) => column < row.Cells.Length && row.Cells[column].Length > 0;

    private static int FilledCells(RawRow row) => row.Cells.Count(cell => cell.Length > 0);

    private static bool IsNumber(string cell) => double.TryParse(GuardMarks.Bare(cell), NumberStyles.Any, CultureInfo.InvariantCulture, out _);

    private ListException Uncertain() => new(ListProblem.UncertainHeader, string.Join(" | ", _rows.Take(MaxCandidates).Select(Show)));

    private static string Show(RawRow row)
    {
        var cells = string.Join(", ", row.Cells.Where(cell => Blanks.Trim(cell).Length > 0));
        return string.Format(CultureInfo.InvariantCulture, "{0}: {1}", row.Number, cells.Length > MaxCandidateLength ? cells.Substring(0, MaxCandidateLength) + "…" : cells);
    }
}
