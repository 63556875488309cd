using System.Globalization;

namespace EmailCar.Platform;

/// <summary>Blanks and invisible characters around a value.</summary>
internal static class Blanks
{
    /// <summary>
    /// Removes leading and trailing blanks, including full-width and no-break spaces, and the byte order marks, zero-width
    /// spaces and direction marks that are copied along with addresses.
    /// </summary>
    public static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (start < end && IsBlank(text[end - 1]))
        {
            end--;
        }

        return start == 0 && end == text.Length ? text : text.Substring(start, end - start);
    }

    /// <summary>Returns whether a character is white space or invisible.</summary>
    public static bool IsBlank(char c) =>
        c is <= ' ' or > '~' && (char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
