using System.Text.RegularExpressions;

namespace EmailCar.Reports;

/// <summary>
/// The reason why an email failed, without the parts that differ between emails, so that equal reasons are counted together.
/// </summary>
internal static class FailureText
{
    private const int MaxLength = 120;

    /// <summary>An email address, including brackets around it.</summary>
    private static readonly Regex Address = new(@"<?[^\s<>()\[\]:;,""']+@[^\s<>()\[\]:;,""']+>?", RegexOptions.CultureInvariant);

    /// <summary>
    /// Message and queue ids, times and IP addresses: words of at least nine characters with letters and digits, or numbers with dots.
    /// </summary>
    private static readonly Regex Identifier = new(
        @"(?<![\w.])(?:(?=[\w-]*\d[\w-]*\d)[\w-]{9,}|\d+(?:\.\d+){3}|\d{6,})(?![\w])", RegexOptions.CultureInvariant);

    private static readonly Regex Blanks = new(@"\s+", RegexOptions.CultureInvariant);

    /// <summary>Returns the reason in the form that is counted, or null if it is blank.</summary>
    public static string? Of(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return null;
        }

        // A server may reply with a whole page; its beginning identifies the reason.
        var text = message!.Length > 4 * MaxLength ? message.Substring(0, 4 * MaxLength) : message;
        text = Identifier.Replace(Address.Replace(text, "…"), "…");
        text = Blanks.Replace(text, " ").Trim();
        return text.Length <= MaxLength ? text : text.Substring(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength) + "…";
    }
}
