using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Text;

namespace EmailCar.Smtp;

/// <summary>Creates the plain text version of an HTML body, for programs that do not show HTML and for filters that require it.</summary>
internal static class HtmlAsText
{
    private static readonly Regex Markup = new(@"<(!doctype|/?[a-z][a-z0-9]*)\b[^<>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Returns whether a body contains markup; the service also accepts plain text.</summary>
    public static bool IsHtml(string body) => Markup.IsMatch(body);

    /// <summary>Returns the text of an HTML body, one line for each block.</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder();
        var hidden = 0;
        string? link = null;
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true, IgnoreTruncatedTags = true };
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlDataToken data when hidden == 0 && token.Kind == HtmlTokenKind.Data:
                    Append(text, data.Data);
                    break;
                case HtmlTagToken { Id: HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title or HtmlTagId.Head } tag when !tag.IsEmptyElement:
                    hidden = Math.Max(0, hidden + (tag.IsEndTag ? -1 : 1));
                    break;
                case HtmlTagToken { Id: HtmlTagId.A, IsEndTag: false } tag:
                    link = tag.Attributes.FirstOrDefault(attribute => attribute.Id == HtmlAttributeId.Href)?.Value;
                    break;
                case HtmlTagToken { Id: HtmlTagId.A } when link is not null:
                    AppendLink(text, link);
                    link = null;
                    break;
                case HtmlTagToken tag when hidden == 0:
                    AppendBreak(text, tag);
                    break;
            }
        }

        return Regex.Replace(text.ToString(), "[ \t\u00A0]*\n[ \t]*", "\n").Trim();
    }

    private static void Append(StringBuilder text, string data)
    {
        var words = Regex.Replace(data, @"[ \t\r\n\f]+", " ");
        text.Append(text.Length == 0 || text[text.Length - 1] is '\n' or ' ' ? words.TrimStart(' ') : words);
    }

    private static void AppendLink(StringBuilder text, string link)
    {
        var isShown = link.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !text.ToString().EndsWith(link, StringComparison.OrdinalIgnoreCase);
        text.Append(isShown ? $" ({link.Trim()})" : "");
    }

    private static void AppendBreak(StringBuilder text, HtmlTagToken tag)
    {
        switch (tag.Id)
        {
            case HtmlTagId.Br:
                text.Append('\n');
                break;
            case HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.Table or HtmlTagId.UL or HtmlTagId.OL:
                EnsureLines(text, 2);
                break;
            case HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.HR:
                EnsureLines(text, 1);
                break;
            case HtmlTagId.TD or HtmlTagId.TH when tag.IsEndTag:
                text.Append(' ');
                break;
        }
    }

    private static void EnsureLines(StringBuilder text, int lines)
    {
        while (text.Length > 0 && text[text.Length - 1] == ' ')
        {
            text.Length--;
        }

        var there = 0;
        while (there < text.Length && text[text.Length - 1 - there] == '\n')
        {
            there++;
        }

        if (text.Length > 0 && there < lines)
        {
            text.Append('\n', lines - there);
        }
    }
}
