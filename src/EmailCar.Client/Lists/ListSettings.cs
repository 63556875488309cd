using System.Text;

namespace EmailCar.Lists;

/// <summary>How to read a list.</summary>
public sealed class ListSettings
{
    /// <summary>Names of address columns, the most specific first.</summary>
    public IReadOnlyList<string> AddressNames { get; init; } = [];

    /// <summary>Names of other columns, such as 姓名: if one of them appears, the encoding of a text is right.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The encoding of a text; null to detect it. A byte order mark has priority, and so has text that can only be UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The delimiter of a text; null to detect it in the header.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The sheet of a workbook; null for the first visible sheet.</summary>
    public string? WorksheetName { get; init; }

    /// <summary>The row number of the column names, as Excel shows it; null to find the row.</summary>
    public long? HeaderRow { get; init; }

    /// <summary>True to read hidden rows too.</summary>
    public bool IncludeHidden { get; init; }
}
