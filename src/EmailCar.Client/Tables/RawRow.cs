namespace EmailCar.Tables;

/// <summary>A row as it is stored in the file.</summary>
/// <param name="Number">The row's number as Excel shows it.</param>
/// <param name="Cells">The texts of the cells, trimmed; only as many as the file has.</param>
internal readonly record struct RawRow(long Number, string[] Cells)
{
    /// <summary>Whether the row is hidden, by a filter or by the user.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the only filled cell is merged across several columns, as in titles and group headings.</summary>
    public bool IsHeading { get; init; }

    /// <summary>The errors of cells that have no value, by column, as Excel shows them, such as #N/A. Null if there are none.</summary>
    public IReadOnlyDictionary<int, string>? Errors { get; init; }

    public bool IsEmpty => Errors is null && Array.TrueForAll(Cells, cell => cell.Length == 0);
}
