using System.Text;

namespace EmailCar.Templates;

/// <summary>
/// Text as HTML shows it. WebUtility.HtmlEncode is not used: frameworks differ in which letters it turns into numbers, and
/// a mail should not depend on where it was sent from.
/// </summary>
internal static class HtmlText
{
    private static readonly char[] Special = ['&', '<', '>', '"', '\''];

    /// <summary>The text itself when it needs no encoding.</summary>
    public static string Encode(string text)
    {
        var at = text.IndexOfAny(Special);
        if (at < 0)
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        var start = 0;
        for (; at >= 0; at = text.IndexOfAny(Special, start))
        {
            encoded.Append(text, start, at - start).Append(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "&#39;",
            });
            start = at + 1;
        }

        return encoded.Append(text, start, text.Length - start).ToString();
    }
}
