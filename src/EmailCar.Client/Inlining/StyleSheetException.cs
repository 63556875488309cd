namespace EmailCar.Inlining;

/// <summary>Why the style sheet of an email cannot be inlined.</summary>
public enum StyleSheetFault
{
    /// <summary>A style sheet that is not in the email but linked.</summary>
    Linked,

    /// <summary>A tag of a template within a style element: it is filled after inlining.</summary>
    TagInside,

    /// <summary>A rule has no closing brace.</summary>
    UnclosedRule,

    /// <summary>A comment has no end.</summary>
    UnclosedComment,

    /// <summary>A string has no closing quotation mark.</summary>
    UnclosedString,

    /// <summary>A closing brace that closes nothing.</summary>
    UnexpectedBrace,

    /// <summary>A rule without a selector, or with one that cannot be read.</summary>
    InvalidSelector,

    /// <summary>A declaration without a colon.</summary>
    InvalidDeclaration,
}

/// <summary>A style sheet that cannot be inlined.</summary>
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

    /// <summary>The line of the body, from 1.</summary>
    public int Line { get; }

    /// <summary>What is there, on one line; its beginning where it is long.</summary>
    public string Text { get; }
}
