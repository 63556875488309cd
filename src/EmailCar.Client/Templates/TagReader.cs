using System.Net;

namespace EmailCar.Templates;

/// <summary>
/// Reads the tags of a text one after another, in a single pass. For any text, the time is proportional to its length, and the
/// result is a tag, the end of the text, or a fault.
/// </summary>
internal sealed class TagReader(string text)
{
    /// <summary>
    /// The maximum length of a delimiter, which limits the time for finding one to this many times that of reading the text.
    /// </summary>
    internal const int MaxDelimiterLength = 16;

    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>The form in which editors write the braces of a tag within a link.</summary>
    private const string LinkOpen = "%7B%7B";
    private const string LinkClose = "%7D%7D";
    private const string LinkBrace = "%7B";
    private const string LinkCloseBrace = "%7D";

    private static readonly char[] TagStarts = ['{', '%', '｛'];

    private string _open = Open;
    private string _close = Close;
    private int _position;

    /// <summary>Reads the next tag.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="TemplateException">The text is not a valid template.</exception>
    public bool Read(out Tag tag)
    {
        var start = _open == Open ? FindBraces() : text.IndexOf(_open, _position, StringComparison.Ordinal);
        if (start < 0)
        {
            tag = default;
            return false;
        }

        tag = text[start] == '%' && _open == Open ? ReadLinkTag(start) : ReadTag(start);
        _position = tag.End;
        return true;
    }

    /// <summary>
    /// Searches for all forms of braces at once: separate searches would read the text repeatedly if one form is absent.
    /// </summary>
    private int FindBraces()
    {
        for (var at = text.IndexOfAny(TagStarts, _position); at >= 0; at = text.IndexOfAny(TagStarts, at + 1))
        {
            if (Has(Open, at) || Has(LinkOpen, at))
            {
                return at;
            }

            if (BrokenTag.FaultOfOpening(text, at) is { } fault)
            {
                throw new TemplateException(fault, text, at, BrokenTag.End(text, at));
            }
        }

        return -1;
    }

    private Tag ReadTag(int start)
    {
        var content = start + _open.Length;
        while (content < text.Length && char.IsWhiteSpace(text[content]))
        {
            content++;
        }

        switch (content < text.Length ? text[content] : '\0')
        {
            case '!':
                return new Tag(TagKind.Comment, "", start, Find(_close, start, content) + _close.Length);
            case '=':
                return ChangeDelimiters(start, content + 1);
            case '{':
                var last = Find("}" + _close, start, content + 1);
                var end = last + 1 + _close.Length;
                return Named(TagKind.RawValue, Decode(start, content + 1, last, end), start, end);
            default:
                last = Find(_close, start, content);
                end = last + _close.Length;
                return Interpret(TagKind.Value, Decode(start, content, last, end), start, end);
        }
    }

    private Tag ReadLinkTag(int start)
    {
        var content = start + LinkOpen.Length;
        var isRaw = Has(LinkBrace, content);
        var close = isRaw ? LinkClose + LinkCloseBrace : LinkClose;
        content += isRaw ? LinkBrace.Length : 0;
        var last = Find(close, start, content);
        var end = last + close.Length;
        var name = Uri.UnescapeDataString(Decode(start, content, last, end)).Trim();
        return isRaw ? Named(TagKind.RawValue, name, start, end) : Interpret(BeginsLink(start) ? TagKind.Value : TagKind.LinkValue, name, start, end);
    }

    /// <summary>
    /// Returns whether the value begins the link, so that it is a whole address. Within a link, a value must not change the other parts.
    /// </summary>
    private bool BeginsLink(int start) => start == 0 || char.IsWhiteSpace(text[start - 1]) || text[start - 1] is '"' or '\'' or '>' or '(';

    private Tag ChangeDelimiters(int start, int content)
    {
        var close = "=" + _close;
        var last = Find(close, start, content);
        var end = last + close.Length;
        var delimiters = text.Substring(content, last - content).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        if (delimiters.Length != 2 || Array.Exists(delimiters, delimiter => delimiter.Length > MaxDelimiterLength || delimiter.IndexOf('=') >= 0))
        {
            throw new TemplateException(TemplateFault.Delimiters, text, start, end);
        }

        (_open, _close) = (delimiters[0], delimiters[1]);
        return new Tag(TagKind.Delimiters, "", start, end);
    }

    /// <summary>Interprets a tag whose first character may be a sign that shows its kind.</summary>
    private Tag Interpret(TagKind kind, string content, int start, int end) => content.Length == 0
        ? throw new TemplateException(TemplateFault.NoColumnName, text, start, end)
        : content[0] switch
        {
            '!' => new Tag(TagKind.Comment, "", start, end),
            '>' => throw new TemplateException(TemplateFault.Partial, text, start, end),
            '#' => Named(TagKind.Section, content.Substring(1), start, end),
            '^' => Named(TagKind.InvertedSection, content.Substring(1), start, end),
            '/' => Named(TagKind.SectionEnd, content.Substring(1), start, end),
            '&' => Named(TagKind.RawValue, content.Substring(1), start, end),
            _ => Named(kind, content, start, end),
        };

    private Tag Named(TagKind kind, string content, int start, int end)
    {
        var name = content.Trim();

        // A tag continues to the next closing delimiter, wherever that is. Braces and line breaks show that it was not meant as a tag.
        return name.Length > 0 && name.IndexOfAny(['{', '}', '\r', '\n']) < 0
            ? new Tag(kind, name, start, end)
            : throw new TemplateException(TemplateFault.NoColumnName, text, start, end);
    }

    /// <summary>
    /// Returns the content between the delimiters of a tag. Editors write <c>&amp;</c> as <c>&amp;amp;</c>, and blanks as <c>&amp;nbsp;</c>.
    /// </summary>
    private string Decode(int start, int content, int last, int end)
    {
        if (BrokenTag.FaultOfContent(text, content, last) is { } fault)
        {
            throw new TemplateException(fault, text, start, Math.Min(BrokenTag.End(text, start), end));
        }

        var name = text.Substring(content, last - content);
        return (name.IndexOf('&') < 0 ? name : WebUtility.HtmlDecode(name).Replace('\u00A0', ' ')).Trim();
    }

    /// <returns>The position of the closing delimiter of a tag.</returns>
    private int Find(string close, int start, int content)
    {
        var comparison = close[0] == '%' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var end = content <= text.Length ? text.IndexOf(close, content, comparison) : -1;
        return end >= 0 ? end : throw Unclosed(start, content);
    }

    private TemplateException Unclosed(int start, int content) => BrokenTag.FaultOfContent(text, content, end: -1) is { } fault
        ? new(fault, text, start, BrokenTag.End(text, start))
        : new(TemplateFault.UnclosedTag, text, start, text.Length);

    private bool Has(string part, int at) => string.Compare(text, at, part, 0, part.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
