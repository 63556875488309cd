namespace EmailCar.Lists;

/// <summary>One row of a list.</summary>
/// <param name="Number">The row number as Excel shows it; rows above the header and empty rows are counted.</param>
/// <param name="Values">A value for each column, trimmed; null if a row of a text ends before the column.</param>
/// <param name="To">The address; empty if the row has none.</param>
public sealed record ListRow(long Number, IReadOnlyList<string?> Values, string To)
{
    /// <summary>
    /// The errors of cells that have no value, by column: the error that Excel shows, such as #N/A; "=" for a formula that was never
    /// calculated; U+FFFD for text that does not match the encoding of the list. Null if there are none.
    /// </summary>
    public IReadOnlyDictionary<int, string>? Errors { get; init; }

    /// <summary>Whether some text of the row does not match the encoding of the list.</summary>
    public bool IsUnreadable { get; init; }
}
