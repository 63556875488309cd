namespace EmailCar.Tables;

/// <summary>Cells of a row that contain an error instead of a value.</summary>
internal static class CellErrors
{
    /// <summary>The error of a cell whose text does not match the encoding of the list.</summary>
    public const string Unreadable = "\uFFFD";

    private static readonly char[] Signs = ['\uFFFD', '\0'];

    /// <summary>Clears the cells that have no value.</summary>
    /// <returns>Their errors by column; null if there are none.</returns>
    public static Dictionary<int, string>? Take(string[] cells)
    {
        Dictionary<int, string>? errors = null;
        for (var i = 0; i < cells.Length; i++)
        {
            if (Of(cells[i]) is { } error)
            {
                (errors ??= [])[i] = error;
                cells[i] = "";
            }
        }

        return errors;
    }

    /// <summary>Returns the error that a text represents, or null if it is not an error.</summary>
    public static string? Of(string text) =>
        text.Length == 0 ? null
        : CellText.IsError(text) ? text
        : text.IndexOfAny(Signs) >= 0 || text.Contains("锟斤拷") ? Unreadable // U+FFFD in UTF-8, read as GBK
        : null;
}
