namespace EmailCar.Lists;

/// <summary>One row of a list.</summary>
/// <param name="Number">The row's number as Excel shows it; rows above the header and empty rows count.</param>
/// <param name="Values">A value for each column, trimmed; null where a row of a text ends early.</param>
/// <param name="To">The address; empty when the row has none.</param>
public sealed record ListRow(long Number, IReadOnlyList<string?> Values, string To)
{
    /// <summary>
    /// Cells without a value, by column: the error that Excel shows, such as #N/A; "=" for a formula that was never calculated;
    /// U+FFFD for a text that does not fit the list's encoding. Null when there are none.
    /// </summary>
    public IReadOnlyDictionary<int, string>? Errors { get; init; }

    /// <summary>True when a part of the row's text does not fit the list's encoding.</summary>
    public bool IsUnreadable { get; init; }
}
