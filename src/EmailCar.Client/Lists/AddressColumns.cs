using EmailCar.Addresses;
using EmailCar.Failures;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>Finds the columns of a list that contain addresses.</summary>
internal static class AddressColumns
{
    private static readonly char[] AtSigns = ['@', '＠'];

    private static readonly char[] Separators = [';', ',', '；', '，', '\r', '\n'];

    /// <summary>
    /// Returns the columns with one of the names, in the order of the names; if there are none, the column whose values look like
    /// addresses.
    /// </summary>
    /// <param name="columns">The list's columns.</param>
    /// <param name="names">Names of address columns.</param>
    /// <param name="sample">Rows of the list; without rows, only names are compared.</param>
    /// <exception cref="ListException">There is no such column, or several columns have values that look like addresses.</exception>
    public static int[] Of(string[] columns, IEnumerable<string> names, IReadOnlyCollection<RawRow> sample)
    {
        var named = names
            .Select(name => Array.FindIndex(columns, column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase)))
            .Where(i => i >= 0)
            .ToArray();
        return named.Length > 0 ? WithoutOthers(named, sample)
            : sample.Count > 0 ? [Told(columns, sample)]
            : [];
    }

    /// <summary>
    /// Removes columns without addresses, such as 收件人 if it contains the name of the recipient, next to a column with the address. A column
    /// in which no value is an address is ignored if another named column has addresses.
    /// </summary>
    private static int[] WithoutOthers(int[] named, IReadOnlyCollection<RawRow> sample)
    {
        var good = Array.FindAll(named, i => Values(sample, i).Any(IsAddress));
        return good.Length == 0 ? named : Array.FindAll(named, i => good.Contains(i) || !Values(sample, i).Any());
    }

    private static int Told(string[] columns, IReadOnlyCollection<RawRow> sample)
    {
        var found = Enumerable.Range(0, columns.Length)
            .Where(i => Values(sample, i).Count(IsAddress) * 2 > Values(sample, i).Count())
            .ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new ListException(ListProblem.NoAddressColumn, string.Join(", ", columns)),
            _ => throw new ListException(ListProblem.AmbiguousAddressColumn, string.Join(", ", found.Select(i => columns[i]))),
        };
    }

    private static IEnumerable<string> Values(IEnumerable<RawRow> sample, int column) =>
        sample.Where(row => column < row.Cells.Length && row.Cells[column].Length > 0).Select(row => row.Cells[column]);

    /// <summary>Returns whether a cell contains one or several addresses; full-width signs count as typing errors.</summary>
    public static bool IsAddress(string value) =>
        value.IndexOfAny(AtSigns) >= 0 && GuardMarks.Bare(value).Split(Separators, StringSplitOptions.RemoveEmptyEntries).All(AddressReading.IsLike);
}
