namespace EmailCar.Templates;

/// <summary>What keeps a text from being a template.</summary>
public enum TemplateFault
{
    /// <summary>A tag has no end.</summary>
    UnclosedTag,

    /// <summary>A section has no end.</summary>
    UnclosedSection,

    /// <summary>A tag ends a section that is not the one that is open.</summary>
    UnopenedSection,

    /// <summary>What stands in a tag is no column name: it is empty, or has a brace or a line break in it.</summary>
    NoColumnName,

    /// <summary>A partial: a template is one text, and reads no other.</summary>
    Partial,

    /// <summary>A change of delimiters that does not name two.</summary>
    Delimiters,

    /// <summary>A NUL character, which no mail can have.</summary>
    NulCharacter,

    /// <summary>A section within too many others.</summary>
    TooDeep,
}

/// <summary>A text that is no template.</summary>
public sealed class TemplateException : Exception
{
    private const int LongestTag = 60;

    internal TemplateException(TemplateFault fault, string text, int position, int end)
        : base($"{fault} in line {LineAt(text, position)}")
    {
        Fault = fault;
        Line = LineAt(text, position);
        Tag = Shorten(text.Substring(position, Math.Min(end, text.Length) - position));
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
