namespace EmailCar.Templates;

/// <summary>Why a text is not a template.</summary>
public enum TemplateFault
{
    /// <summary>A tag has no end.</summary>
    UnclosedTag,

    /// <summary>A section has no end.</summary>
    UnclosedSection,

    /// <summary>A tag ends a section that is not the one that is open.</summary>
    UnopenedSection,

    /// <summary>What is in a tag is not a column name: it is empty, or contains a brace or a line break.</summary>
    NoColumnName,

    /// <summary>A partial, which is not supported: a template is one text.</summary>
    Partial,

    /// <summary>A change of delimiters that does not name two, or one that is too long.</summary>
    Delimiters,

    /// <summary>A NUL character, which no email can contain.</summary>
    NulCharacter,

    /// <summary>A section within too many others.</summary>
    TooDeep,

    /// <summary>Full-width braces, as Chinese input methods write them.</summary>
    FullWidthBraces,

    /// <summary>Markup within a tag: an editor has formatted a part of it.</summary>
    CutByMarkup,

    /// <summary>Sections of lists within each other, which multiply to more text than any email has.</summary>
    TooLarge,
}

/// <summary>A text that is not a template.</summary>
public sealed class TemplateException : Exception
{
    private const int LongestTag = 60;

    /// <summary>A tag without an end is the rest of the text, and no more of it is read than a message can show.</summary>
    private const int MostRead = 1000;

    internal TemplateException(TemplateFault fault, string text, int position, int end)
        : base($"{fault} in line {LineAt(text, position)}")
    {
        Fault = fault;
        Line = LineAt(text, position);
        Tag = Shorten(text.Substring(position, Math.Min(Math.Min(end, text.Length) - position, MostRead)));
    }

    /// <summary>What is wrong.</summary>
    public TemplateFault Fault { get; }

    /// <summary>The line of the tag that is wrong, from 1.</summary>
    public int Line { get; }

    /// <summary>The tag that is wrong, on one line; its beginning where it is long.</summary>
    public string Tag { get; }

    internal static int LineAt(string text, int position)
    {
        var line = 1;
        for (var at = text.IndexOf('\n', 0, position); at >= 0; at = text.IndexOf('\n', at + 1, position - at - 1))
        {
            line++;
        }

        return line;
    }

    private static string Shorten(string tag)
    {
        var line = string.Join(" ", tag.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestTag ? line.Substring(0, LongestTag) + "…" : line;
    }
}
