namespace EmailCar.Tables;

/// <summary>A row as it is in the file.</summary>
/// <param name="Number">The row's number as Excel shows it.</param>
/// <param name="Cells">The cells' texts, trimmed; as many as there are.</param>
internal readonly record struct RawRow(long Number, string[] Cells)
{
    /// <summary>True when the user does not see the row: a filter hides it, or the user did.</summary>
    public bool IsHidden { get; init; }

    /// <summary>True when the only filled cell is merged over several columns, as titles and group headings are.</summary>
    public bool IsHeading { get; init; }

    /// <summary>Cells without a value, by column: the error that Excel shows, such as #N/A. Null when there are none.</summary>
    public IReadOnlyDictionary<int, string>? Errors { get; init; }

    public bool IsEmpty => Errors is null && Array.TrueForAll(Cells, cell => cell.Length == 0);
}
