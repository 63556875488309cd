using System.Globalization;

namespace EmailCar.Lists;

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

        return text.Substring(start, end - start);
    }

    private static bool IsBlank(char c) =>
        c is <= ' ' or > '~' && (char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
