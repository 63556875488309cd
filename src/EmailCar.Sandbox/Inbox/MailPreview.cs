using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EmailCar.Sandbox.Http;

namespace EmailCar.Sandbox.Inbox;

/// <summary>
/// Returns an email's HTML as a document without scripts, forms, requests and name lookups. Elements that the content security policy does
/// not cover are removed from the HTML, because browsers look up names and connect before they apply the policy.
/// </summary>
internal static class MailPreview
{
    public const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    /// <summary>Links open outside the frame; an image that is not loaded is shown as a box.</summary>
    private const string Start =
        "<base target=\"_blank\"><style>"
        + "img:not([src^=\"data:\" i]){min-width:24px;min-height:24px;outline:1px dashed #8a8f98;outline-offset:-1px;"
        + "background:repeating-linear-gradient(45deg,#eceef1 0 6px,#dfe2e7 6px 12px)}"
        + "</style>";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // A tag name ends at white space, a slash or the end of the tag, so that other names do not match.
    private static readonly Regex Connecting = new(
        @"<(/?)(iframe|frame|frameset|fencedframe|portal|link|object|embed|applet|meta)(?=[\s/>])", Options);

    private static readonly Regex Doctype = new(@"^\s*<!doctype[^>]*>", Options);

    private static readonly Regex Inline = new(@"\bcid:([^\s""'<>()]+)", Options);

    private static readonly Regex Remote = new(
        @"\b(src|srcset|background|poster|data)\s*=\s*[""']?\s*(https?:)?//|url\(\s*[""']?\s*(https?:)?//|@import", Options);

    public static Answer Of(ReceivedContent content) =>
        new Answer(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Harmless(content))).With(("Content-Security-Policy", Policy));

    /// <summary>Estimates the number of images, fonts and styles on other servers that the HTML refers to.</summary>
    public static int CountRemote(string html) => Remote.Matches(html).Cast<Match>().Count();

    public static string Harmless(ReceivedContent content)
    {
        var html = Connecting.Replace(content.Html.Length > 0 ? content.Html : AsHtml(content.Text), "<$1x-$2");
        var inline = content.Attachments.Where(file => file.ContentId is not null).ToLookup(file => file.ContentId!, StringComparer.Ordinal);
        html = Inline.Replace(html, match => inline[match.Groups[1].Value].FirstOrDefault() is { } image
            ? $"data:{MediaType(image)};base64,{Convert.ToBase64String(image.Bytes)}"
            : match.Value);

        // If this text came before the doctype, the page would be shown in quirks mode.
        var doctype = Doctype.Match(html).Length;
        return html.Substring(0, doctype) + Start + html.Substring(doctype);
    }

    private static string AsHtml(string text) => $"<pre style=\"white-space:pre-wrap\">{WebUtility.HtmlEncode(text)}</pre>";

    private static string MediaType(ReceivedAttachment image) =>
        Regex.IsMatch(image.ContentType, @"^image/[a-z0-9.+-]+$", Options) ? image.ContentType : "application/octet-stream";
}
