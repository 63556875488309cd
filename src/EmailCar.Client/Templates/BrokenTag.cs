namespace EmailCar.Templates;

/// <summary>
/// Recognizes tags that an editor or an input method has broken: <c>｛｛姓名｝｝</c>, <c>{{&lt;b&gt;姓名&lt;/b&gt;}}</c>,
/// <c>{&lt;b&gt;{姓名}}&lt;/b&gt;</c>. Left in the text, they would be mailed as they are.
/// </summary>
internal static class BrokenTag
{
    private static readonly char[] Signs = ['{', '}', '｛', '｝', '\r', '\n'];
    private static readonly char[] Ends = ['}', '｝', '\r', '\n'];

    /// <summary>What is wrong with braces that do not begin a tag; null when they are not meant to.</summary>
    public static TemplateFault? FaultOfOpening(string text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return (text[at], next) switch
        {
            ('{' or '｛', '｛') => TemplateFault.FullWidthBraces,

            // ｛{{name}}｝ is a tag within braces.
            ('｛', '{') when at + 2 == text.Length || text[at + 2] != '{' => TemplateFault.FullWidthBraces,
            ('{', '<') when SkipMarkup(text, at + 1, text.Length) is var end && end < text.Length && text[end] == '{' => TemplateFault.CutByMarkup,
            _ => null,
        };
    }

    /// <summary>What is wrong with what a tag has between its delimiters; null when nothing is, or something else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the content begins.</param>
    /// <param name="end">Where it ends; negative when no end was found.</param>
    public static TemplateFault? FaultOfContent(string text, int start, int end)
    {
        var limit = end < 0 ? text.Length : end;
        var at = start < limit ? text.IndexOfAny(Signs, start, limit - start) : -1;
        if (at < 0)
        {
            return end >= 0 && HasMarkup(text, start, limit) ? TemplateFault.CutByMarkup : null;
        }

        return text[at] switch
        {
            '｛' or '｝' => TemplateFault.FullWidthBraces,
            '}' when SkipMarkup(text, at + 1, text.Length) is var next && next > at + 1 && IsEnd(text, next) => TemplateFault.CutByMarkup,
            _ => null,
        };
    }

    /// <summary>Where a broken tag seems to end: what a message shows of it.</summary>
    public static int End(string text, int start)
    {
        var at = text.IndexOfAny(Ends, start);
        for (var next = at; next >= 0 && IsEnd(text, next); next = SkipMarkup(text, at, text.Length))
        {
            at = next + 1;
        }

        return at < 0 ? text.Length : at;
    }

    private static bool IsEnd(string text, int at) => at < text.Length && text[at] is '}' or '｝';

    private static bool HasMarkup(string text, int start, int end)
    {
        for (var at = text.IndexOf('<', start, end - start); at >= 0; at = text.IndexOf('<', at + 1, end - at - 1))
        {
            if (SkipMarkup(text, at, end) > at)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>Where the text continues after elements' tags that follow each other; the start when there is none.</returns>
    private static int SkipMarkup(string text, int at, int end)
    {
        while (at + 2 < end && text[at] == '<' && (text[at + 1] is '/' or '!' || char.IsLetter(text[at + 1])))
        {
            var close = text.IndexOfAny(['>', '<', '{', '}'], at + 1, end - at - 1);
            if (close < 0 || text[close] != '>')
            {
                break;
            }

            at = close + 1;
        }

        return at;
    }
}
