using System.Text.RegularExpressions;

namespace EmailCar.Reports;

/// <summary>Why an email failed, without what differs from one email to the next, so that equal reasons are counted as one.</summary>
internal static class FailureText
{
    private const int MaxLength = 120;

    /// <summary>An email address, with the brackets around it.</summary>
    private static readonly Regex Address = new(@"<?[^\s<>()\[\]:;,""']+@[^\s<>()\[\]:;,""']+>?", RegexOptions.CultureInvariant);

    /// <summary>Ids of messages and queues, times and IP addresses: letters and digits in a word of at least nine, or numbers with dots.</summary>
    private static readonly Regex Identifier = new(
        @"(?<![\w.])(?:(?=[\w-]*\d[\w-]*\d)[\w-]{9,}|\d+(?:\.\d+){3}|\d{6,})(?![\w])", RegexOptions.CultureInvariant);

    private static readonly Regex Blanks = new(@"\s+", RegexOptions.CultureInvariant);

    /// <summary>The reason as it is counted; null for blanks.</summary>
    public static string? Of(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return null;
        }

        // A server may answer with a page: what a reason begins with tells it.
        var text = message!.Length > 4 * MaxLength ? message.Substring(0, 4 * MaxLength) : message;
        text = Identifier.Replace(Address.Replace(text, "…"), "…");
        text = Blanks.Replace(text, " ").Trim();
        return text.Length <= MaxLength ? text : text.Substring(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength) + "…";
    }
}
