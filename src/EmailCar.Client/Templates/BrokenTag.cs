namespace EmailCar.Templates;

/// <summary>
/// Detects tags that an editor or an input method has broken: <c>｛｛姓名｝｝</c>, <c>{{&lt;b&gt;姓名&lt;/b&gt;}}</c>,
/// <c>{&lt;b&gt;{姓名}}&lt;/b&gt;</c>. Otherwise they would appear unfilled in the email.
/// </summary>
internal static class BrokenTag
{
    private static readonly char[] Signs = ['{', '}', '｛', '｝', '\r', '\n'];
    private static readonly char[] Ends = ['}', '｝', '\r', '\n'];

    /// <summary>Returns what is wrong with braces that do not begin a tag, or null if they are not meant as a tag.</summary>
    public static TemplateFault? FaultOfOpening(string text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return (text[at], next) switch
        {
            ('{' or '｛', '｛') => TemplateFault.FullWidthBraces,

            // ｛{{name}}｝ is a tag within full-width braces.
            ('｛', '{') when at + 2 == text.Length || text[at + 2] != '{' => TemplateFault.FullWidthBraces,
            ('{', '<') when SkipMarkup(text, at + 1, text.Length) is var end && end < text.Length && text[end] == '{' => TemplateFault.CutByMarkup,
            _ => null,
        };
    }

    /// <summary>Returns what is wrong with the content between the delimiters of a tag, or null if this class detects no fault.</summary>
    /// <param name="text">The template.</param>
    /// <param name="start">The position where the content begins.</param>
    /// <param name="end">The position where it ends; negative if no end was found.</param>
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

    /// <summary>Returns the position where a broken tag seems to end, for showing it in a message.</summary>
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

    /// <returns>The position after consecutive element tags; the start if there are none.</returns>
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
