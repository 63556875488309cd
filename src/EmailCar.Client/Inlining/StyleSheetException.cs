namespace EmailCar.Inlining;

/// <summary>Why the style sheet of an email cannot be inlined.</summary>
public enum StyleSheetFault
{
    /// <summary>The style sheet is linked and not part of the email.</summary>
    Linked,

    /// <summary>A style element contains a template tag, which would be filled only after inlining.</summary>
    TagInside,

    /// <summary>A rule has no closing brace.</summary>
    UnclosedRule,

    /// <summary>A comment has no end.</summary>
    UnclosedComment,

    /// <summary>A string has no closing quotation mark.</summary>
    UnclosedString,

    /// <summary>A closing brace has no opening brace.</summary>
    UnexpectedBrace,

    /// <summary>A rule has no selector, or a selector that is not valid.</summary>
    InvalidSelector,

    /// <summary>A declaration has no colon.</summary>
    InvalidDeclaration,
}

/// <summary>A style sheet cannot be inlined.</summary>
public sealed class StyleSheetException : Exception
{
    private const int LongestText = 60;

    internal StyleSheetException(StyleSheetFault fault, string html, int position, int end)
        : base($"{fault} at {position}")
    {
        Fault = fault;
        Line = 1 + html.Take(position).Count(character => character == '\n');
        var text = string.Join(" ", html.Substring(position, Math.Min(Math.Max(end - position, 0), 1000)).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        Text = text.Length > LongestText ? text.Substring(0, LongestText) + "…" : text;
    }

    /// <summary>What is wrong.</summary>
    public StyleSheetFault Fault { get; }

    /// <summary>The line of the body, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The invalid text as one line, shortened if it is long.</summary>
    public string Text { get; }
}
