using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>
/// Marks that people put around values so that Excel does not round them or turn them into dates: ="0087", '0087 or `0087.
/// They are removed if all values of a column have them.
/// </summary>
internal static class GuardMarks
{
    /// <summary>Returns the value without its mark.</summary>
    public static string Bare(string value) =>
        IsFormula(value) ? value.Substring(2, value.Length - 3).Replace("\"\"", "\"").Trim()
        : IsPrefixed(value) ? value.Substring(1).Trim()
        : value;

    /// <summary>Returns for each column whether all of its values in these rows have a mark.</summary>
    public static bool[] Columns(IReadOnlyCollection<RawRow> rows)
    {
        var width = rows.Count == 0 ? 0 : rows.Max(row => row.Cells.Length);
        return [.. Enumerable.Range(0, width).Select(column =>
        {
            var values = rows.Where(row => column < row.Cells.Length && row.Cells[column].Length > 0).Select(row => row.Cells[column]).ToArray();
            return values.Length > 0 && (Array.TrueForAll(values, IsFormula) || Array.TrueForAll(values, IsPrefixed));
        })];
    }

    /// <summary>Returns the row without the marks of these columns; an error within a mark is kept as an error.</summary>
    public static RawRow Remove(RawRow row, bool[] columns)
    {
        if (Array.IndexOf(columns, true) < 0)
        {
            return row;
        }

        var cells = row.Cells.Select((cell, i) => i < columns.Length && columns[i] ? Bare(cell) : cell).ToArray();
        return row with { Cells = cells };
    }

    /// <summary>Returns the column names without marks.</summary>
    public static RawRow RemoveFromHeader(RawRow row, bool[] columns) =>
        row with { Cells = [.. row.Cells.Select((cell, i) => IsFormula(cell) || (i < columns.Length && columns[i]) ? Bare(cell) : cell)] };

    private static bool IsFormula(string value) => value.Length > 2 && value[0] == '=' && value[1] == '"' && value[value.Length - 1] == '"';

    /// <summary>
    /// Returns whether a value has a prefix as its mark. A name such as 's-Hertogenbosch begins with an apostrophe, so only values with
    /// digits, or addresses, are treated as marked.
    /// </summary>
    private static bool IsPrefixed(string value) =>
        value.Length > 1 && value[0] is '\'' or '`' or '‘' or '’' && value.Any(c => c is >= '0' and <= '9' or '@');
}
