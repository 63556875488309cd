using EmailCar.Addresses;
using EmailCar.Failures;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>Which columns of a list hold the address.</summary>
internal static class AddressColumns
{
    private static readonly char[] AtSigns = ['@', '＠'];

    private static readonly char[] Separators = [';', ',', '；', '，', '\r', '\n'];

    /// <summary>
    /// The columns with one of the names, in the order of the names; where there is none, the one whose values look like
    /// addresses.
    /// </summary>
    /// <param name="columns">The list's columns.</param>
    /// <param name="names">Names that a column of addresses has.</param>
    /// <param name="sample">Rows of the list; without any, values tell nothing.</param>
    /// <exception cref="ListException">There is no such column, or several by their values alone.</exception>
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
    /// 收件人 may hold the recipient's name beside a column with the address: a column in which nothing is an address gives
    /// way to those in which something is.
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

    /// <summary>An address, or several of them, as a cell may hold them; full-width signs are a slip of the keyboard.</summary>
    public static bool IsAddress(string value) =>
        value.IndexOfAny(AtSigns) >= 0 && GuardMarks.Bare(value).Split(Separators, StringSplitOptions.RemoveEmptyEntries).All(AddressReading.IsLike);
}
