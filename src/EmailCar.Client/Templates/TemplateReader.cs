using Stubble.Core.Builders;
using Stubble.Core.Parser;
using Stubble.Core.Parser.TokenParsers;
using Stubble.Core.Tokens;

namespace EmailCar.Templates;

/// <summary>Makes a template of what Stubble finds in a text.</summary>
internal sealed class TemplateReader
{
    private readonly string _text;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private TemplateReader(string text) => _text = text;

    /// <exception cref="TemplateException">The text is no template.</exception>
    public static MergeTemplate Read(string text)
    {
        TagCheck.Check(text);
        var tags = new ParserPipelineBuilder();
        tags.Replace<SectionTagParser>(new SectionParser());
        tags.Replace<InvertedSectionParser>(new InvertedParser());
        var reader = new TemplateReader(text);
        var parts = reader.Parts(MustacheParser.Parse(text, pipeline: tags.Build()).Children);
        return new MergeTemplate(text, parts, reader._columns.Count);
    }

    /// <summary>What is to be written: comments and changes of delimiters have done their work when the text is parsed.</summary>
    private Part[] Parts(List<MustacheToken> tokens) => [.. tokens.Select(Part).OfType<Part>()];

    private Part? Part(MustacheToken token) => token switch
    {
        LiteralToken literal => new Literal(_text.Substring(literal.ContentStartPosition, literal.ContentEndPosition - literal.ContentStartPosition)),
        InterpolationToken tag => new Tag(Column(tag.Content.ToString(), tag.TagStartPosition), tag.EscapeResult),
        SectionToken section => new Section(Column(section.SectionName, section.StartPosition), Parts(section.Children)),
        InvertedSectionToken inverted => new Inverted(Column(inverted.SectionName, inverted.StartPosition), Parts(inverted.Children)),
        _ => null,
    };

    private NamedColumn Column(string tag, int position)
    {
        var name = tag.Trim();
        if (!_columns.TryGetValue(name, out var number))
        {
            _columns.Add(name, number = _columns.Count);
        }

        return new NamedColumn(name, number, position);
    }
}
