using System.Text;

namespace EmailCar.Lists;

/// <summary>How a list is to be read.</summary>
public sealed class ListSettings
{
    /// <summary>Names of columns that hold an address, the most telling first.</summary>
    public IReadOnlyList<string> AddressNames { get; init; } = [];

    /// <summary>Names of other columns, such as 姓名: where one appears, the encoding of a text is right.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>A text's encoding; null to tell it from the file. A byte order mark beats it, and so does what can only be UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>What separates the columns of a text; null to tell it from the header.</summary>
    public char? Delimiter { get; init; }

    /// <summary>A workbook's sheet; null for the first that is visible.</summary>
    public string? WorksheetName { get; init; }

    /// <summary>The number of the row with the column names, as Excel shows it; null to find it.</summary>
    public long? HeaderRow { get; init; }

    /// <summary>True to read rows that a filter or the user hides.</summary>
    public bool IncludeHidden { get; init; }
}
