namespace EmailCar.Lists;

/// <summary>One row of a list.</summary>
/// <param name="Number">The row's number as Excel shows it: the header is row 1, empty rows count.</param>
/// <param name="Values">A value for each column, trimmed; null where a row of a text ends early.</param>
/// <param name="To">The address; empty when the row has none.</param>
public sealed record ListRow(long Number, IReadOnlyList<string?> Values, string To);

/// <summary>A row as it stands in the file.</summary>
/// <param name="Number">The row's number as Excel shows it.</param>
/// <param name="Cells">What stands in it, trimmed; as many as there are.</param>
internal readonly record struct RawRow(long Number, string[] Cells)
{
    public bool IsEmpty => Array.TrueForAll(Cells, cell => cell.Length == 0);
}
