using System.Text;

namespace EmailCar.Templates;

/// <summary>
/// Encodes text for HTML. WebUtility.HtmlEncode is not used, because frameworks differ in which letters it encodes as numbers,
/// and an email should be the same wherever it is sent from.
/// </summary>
internal static class HtmlText
{
    private static readonly char[] Special = ['&', '<', '>', '"', '\''];

    /// <summary>Encodes a text. Returns the same string if nothing needs encoding.</summary>
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
