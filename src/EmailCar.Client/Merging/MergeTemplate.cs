using Stubble.Core.Builders;
using Stubble.Core.Parser;
using Stubble.Core.Parser.TokenParsers;
using Stubble.Core.Tokens;

namespace EmailCar.Merging;

/// <summary>
/// A Mustache template over the columns of a row. Stubble parses it; it is filled here, since the library's own renderer
/// splits names at dots, reads the members of .NET objects and calls functions, none of which a list may reach.
/// </summary>
public sealed class MergeTemplate
{
    private readonly Part[] _parts;

    private MergeTemplate(Part[] parts) => _parts = parts;

    /// <summary>Makes a template of a text.</summary>
    /// <exception cref="TemplateException">It is none.</exception>
    public static MergeTemplate Parse(string text) =>
        HasTags(text ?? throw new ArgumentNullException(nameof(text))) ? ParseTags(text) : new([new Literal(text)]);

    /// <summary>False for a text that no row can change.</summary>
    public static bool HasTags(string text) => text.IndexOf("{{", StringComparison.Ordinal) >= 0;

    /// <summary>Fills the template.</summary>
    /// <param name="row">The columns.</param>
    /// <param name="isHtml">True encodes what tags of two braces show.</param>
    /// <param name="missing">The first column that the row does not have; null when it has all that were asked for.</param>
    /// <returns>The text; null when a column is missing.</returns>
    public string? Fill(IMergeRow row, bool isHtml, out ColumnReference? missing)
    {
        var filling = new Filling(row, isHtml);
        filling.Add(_parts);
        missing = filling.Missing;
        return missing is null ? filling.Text : null;
    }

    private static MergeTemplate ParseTags(string text)
    {
        TagCheck.Check(text);
        var tags = new ParserPipelineBuilder();
        tags.Replace<SectionTagParser>(new SectionParser());
        tags.Replace<InvertedSectionParser>(new InvertedParser());
        return new(Parts(text, MustacheParser.Parse(text, pipeline: tags.Build()).Children));
    }

    /// <summary>What is to be written: comments and changes of delimiters have done their work when the text is parsed.</summary>
    private static Part[] Parts(string text, List<MustacheToken> tokens) => [.. tokens.Select(token => Part(text, token)).OfType<Part>()];

    private static Part? Part(string text, MustacheToken token) => token switch
    {
        LiteralToken literal => new Literal(text.Substring(literal.ContentStartPosition, literal.ContentEndPosition - literal.ContentStartPosition)),
        InterpolationToken tag => new Tag(Column(text, tag.Content.ToString(), tag.TagStartPosition), tag.EscapeResult),
        SectionToken section => new Section(Column(text, section.SectionName, section.StartPosition), Parts(text, section.Children)),
        InvertedSectionToken inverted => new Inverted(Column(text, inverted.SectionName, inverted.StartPosition), Parts(text, inverted.Children)),
        _ => null,
    };

    private static ColumnReference Column(string text, string name, int position) => new(name.Trim(), TemplateException.LineAt(text, position));
}
