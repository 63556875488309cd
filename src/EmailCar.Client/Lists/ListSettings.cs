namespace EmailCar.Lists;

/// <summary>How a list is to be read.</summary>
public sealed class ListSettings
{
    /// <summary>Names of columns that hold an address, the most telling first.</summary>
    public IReadOnlyList<string> AddressNames { get; init; } = [];

    /// <summary>Name or code page of a text's encoding; null to tell it from the file. A byte order mark beats it.</summary>
    public string? Encoding { get; init; }

    /// <summary>What separates the columns of a text; null to tell it from the header.</summary>
    public char? Delimiter { get; init; }

    /// <summary>A workbook's sheet; null for the first that is visible.</summary>
    public string? WorksheetName { get; init; }
}
