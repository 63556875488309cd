namespace EmailCar.Tables;

/// <summary>Cells of a row that have an error in the place of a value.</summary>
internal static class CellErrors
{
    /// <summary>The error of a cell whose text does not fit the encoding of the list.</summary>
    public const string Unreadable = "\uFFFD";

    private static readonly char[] Signs = ['\uFFFD', '\0'];

    /// <summary>Empties the cells without a value.</summary>
    /// <returns>Their errors by column; null when there are none.</returns>
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

    /// <summary>The error that a text is; null when it is none.</summary>
    public static string? Of(string text) =>
        text.Length == 0 ? null
        : CellText.IsError(text) ? text
        : text.IndexOfAny(Signs) >= 0 || text.Contains("锟斤拷") ? Unreadable // the latter is what U+FFFD of UTF-8 is in GBK
        : null;
}
