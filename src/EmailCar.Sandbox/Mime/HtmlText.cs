using System.Net;
using System.Text.RegularExpressions;

namespace EmailCar.Sandbox.Mime;

/// <summary>The readable text of HTML, for searching and for assertions, not for display.</summary>
internal static class HtmlText
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant;

    public static string Of(string html)
    {
        var text = Regex.Replace(html, @"<!--.*?(-->|$)|<(head|script|style|title)\b.*?(</\2\s*>|$)", "", Options);
        text = Regex.Replace(text, @"\s+", " ");
        text = Regex.Replace(text, @" ?<(br|hr)\b[^<>]*> ?| ?</(p|div|h[1-6]|li|tr|table|ul|ol|blockquote|pre)\s*> ?", "\n", Options);
        text = Regex.Replace(text, @"</t[dh]\s*>", "\t", Options);
        text = WebUtility.HtmlDecode(Regex.Replace(text, @"</?[a-z!][^<>]*>", "", Options));
        return Regex.Replace(Regex.Replace(text, @"[ \t]*\n[ \t]*", "\n"), @"\n{3,}", "\n\n").Trim();
    }
}
