using System.Globalization;

namespace EmailCar.Platform;

/// <summary>What stands around a value and nobody sees.</summary>
internal static class Blanks
{
    /// <summary>
    /// Without blanks at its ends, full-width and no-break ones included, and without the byte order marks, zero-width
    /// blanks and direction marks that come along when addresses are copied.
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

    /// <summary>True for white space and for what is not seen.</summary>
    public static bool IsBlank(char c) =>
        c is <= ' ' or > '~' && (char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
