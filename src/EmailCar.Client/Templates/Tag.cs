namespace EmailCar.Templates;

/// <summary>What a tag does.</summary>
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

    /// <summary>Begins a section that is shown when the column is empty.</summary>
    InvertedSection,

    /// <summary>Ends a section.</summary>
    SectionEnd,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>Changes how tags are written from here on.</summary>
    Delimiters,
}

/// <summary>A tag and its place in the text of a template.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">The column, trimmed; empty for comments and changes of delimiters.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where the text continues after it.</param>
internal readonly record struct Tag(TagKind Kind, string Name, int Start, int End)
{
    /// <summary>True for a tag that shows nothing itself: alone on a line, it takes the line with it.</summary>
    public bool IsSilent => Kind is not (TagKind.Value or TagKind.RawValue or TagKind.LinkValue);
}
