namespace EmailCar.Templates;

/// <summary>Why a text is not a valid template.</summary>
public enum TemplateFault
{
    /// <summary>A tag has no end.</summary>
    UnclosedTag,

    /// <summary>A section has no end.</summary>
    UnclosedSection,

    /// <summary>An end tag does not match the open section.</summary>
    UnopenedSection,

    /// <summary>The content of a tag is not a column name: it is empty, or contains a brace or a line break.</summary>
    NoColumnName,

    /// <summary>A partial, which is not supported.</summary>
    Partial,

    /// <summary>A delimiter tag without two delimiters, or with one that is too long.</summary>
    Delimiters,

    /// <summary>A NUL character, which no email can contain.</summary>
    NulCharacter,

    /// <summary>Sections are nested too deeply.</summary>
    TooDeep,

    /// <summary>Full-width braces, as Chinese input methods produce them.</summary>
    FullWidthBraces,

    /// <summary>HTML markup within a tag, because an editor has formatted a part of it.</summary>
    CutByMarkup,

    /// <summary>Nested sections of lists produce more text than any email has.</summary>
    TooLarge,
}

/// <summary>The text is not a valid template.</summary>
public sealed class TemplateException : Exception
{
    private const int LongestTag = 60;

    /// <summary>
    /// The maximum length that is read of a tag without an end, which continues to the end of the text. A message does not show more.
    /// </summary>
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

    /// <summary>The line number of the invalid tag, from 1.</summary>
    public int Line { get; }

    /// <summary>The invalid tag on one line; only its beginning if it is long.</summary>
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
