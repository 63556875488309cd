namespace EmailCar.Templates;

/// <summary>The kinds of tags.</summary>
internal enum TagKind
{
    /// <summary>Shows a column, encoded where the text is HTML.</summary>
    Value,

    /// <summary>Shows a column as it is.</summary>
    RawValue,

    /// <summary>Shows a column as part of a link.</summary>
    LinkValue,

    /// <summary>Begins a section.</summary>
    Section,

    /// <summary>Begins a section that is shown if the column is empty.</summary>
    InvertedSection,

    /// <summary>Ends a section.</summary>
    SectionEnd,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>Changes the delimiters of the tags that follow.</summary>
    Delimiters,
}

/// <summary>A tag and its position in the template.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The column, trimmed; empty for comments and delimiter changes.</param>
/// <param name="Start">The position where it begins.</param>
/// <param name="End">The position after it.</param>
internal readonly record struct Tag(TagKind Kind, string Name, int Start, int End)
{
    /// <summary>True for a tag that shows nothing itself; if it is alone on a line, the line is removed with it.</summary>
    public bool IsSilent => Kind is not (TagKind.Value or TagKind.RawValue or TagKind.LinkValue);
}
