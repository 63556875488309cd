using System.Globalization;
using EmailCar.Addresses;
using EmailCar.Failures;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>The names of the columns of a list.</summary>
internal sealed class ColumnNames
{
    private ColumnNames(string[] names, string[] made)
    {
        Names = names;
        Made = made;
    }

    public string[] Names { get; }

    /// <summary>Names that were created for columns without a name.</summary>
    public string[] Made { get; }

    /// <summary>
    /// Returns the names in the header. A column without a name gets a name as in Import-Csv (H1, H2, …). Unnamed columns at the end are
    /// included only if they contain something, because Excel writes many empty ones.
    /// </summary>
    /// <param name="header">The first row that is not empty.</param>
    /// <param name="sample">Rows after it.</param>
    /// <exception cref="ListException">The row is not a header, or has a name twice.</exception>
    public static ColumnNames Of(RawRow header, IReadOnlyCollection<RawRow> sample)
    {
        if (Array.Find(header.Cells, AddressReading.IsLike) is { } address)
        {
            throw new ListException(ListProblem.MissingHeader, address);
        }

        var count = Array.FindLastIndex(header.Cells, name => name.Length > 0) + 1;
        while (sample.Any(row => HasValueFrom(row.Cells, count, header.Cells.Length)))
        {
            count++;
        }

        var names = header.Cells.Take(count).ToArray();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Array.Find(names, name => name.Length > 0 && !taken.Add(name)) is { } twice)
        {
            throw new ListException(ListProblem.DuplicateColumn, twice);
        }

        var made = new List<string>();
        var number = 0;
        for (var i = 0; i < names.Length; i++)
        {
            while (names[i].Length == 0)
            {
                var name = "H" + (++number).ToString(CultureInfo.InvariantCulture);
                names[i] = taken.Add(name) ? name : "";
            }

            if (header.Cells[i].Length == 0)
            {
                made.Add(names[i]);
            }
        }

        return new ColumnNames(names, [.. made]);
    }

    private static bool HasValueFrom(string[] cells, int start, int end)
    {
        for (var i = start; i < end && i < cells.Length; i++)
        {
            if (cells[i].Length > 0)
            {
                return true;
            }
        }

        return false;
    }
}
