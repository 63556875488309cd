using System.Globalization;
using EmailCar.Addresses;
using EmailCar.Failures;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>What the columns of a list are called.</summary>
internal sealed class ColumnNames
{
    private ColumnNames(string[] names, string[] made)
    {
        Names = names;
        Made = made;
    }

    public string[] Names { get; }

    /// <summary>Those that the list itself has no name for.</summary>
    public string[] Made { get; }

    /// <summary>
    /// As the header has them. A column without a name gets one as Import-Csv makes them (H1, H2, …); at the end it counts
    /// only where something stands in it, since Excel writes such columns by the dozen.
    /// </summary>
    /// <param name="header">The first row that is not empty.</param>
    /// <param name="sample">Rows after it.</param>
    /// <exception cref="ListException">The header is none, or has a name twice.</exception>
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
