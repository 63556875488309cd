using EmailCar.Templates;

namespace EmailCar.Inlining;

/// <summary>
/// The text of a template as an HTML parser has to see it: <c>&lt;table&gt;{{#rows}}&lt;tr&gt;</c> would be torn apart. Tags of the
/// template become blanks, or letters in values; all positions stay as they are.
/// </summary>
internal sealed class TemplateMask
{
    private readonly List<Tag> _tags = [];

    /// <param name="html">The text.</param>
    /// <param name="isTemplate">False for a text in which braces have no meaning.</param>
    /// <exception cref="TemplateException">The text is not a template.</exception>
    public TemplateMask(string html, bool isTemplate)
    {
        var reader = new TagReader(html);
        while (isTemplate && reader.Read(out var tag))
        {
            _tags.Add(tag);
            HasSections |= tag.Kind is TagKind.Section or TagKind.InvertedSection;
        }

        // The parser counts CR LF as one; as a blank, CR changes nothing but that.
        Text = _tags.Count == 0 ? html.Replace('\r', ' ') : Mask(html.Replace('\r', ' ').ToCharArray());
    }

    /// <summary>The text without tags of the template.</summary>
    public string Text { get; }

    /// <summary>True when a part of the text may be left out or repeated.</summary>
    public bool HasSections { get; }

    /// <summary>The first tag in a part of the text; null without.</summary>
    public Tag? Find(int start, int end)
    {
        var (low, high) = (0, _tags.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _tags[middle].End <= start ? (middle + 1, high) : (low, middle);
        }

        return low < _tags.Count && _tags[low].Start < end ? _tags[low] : null;
    }

    private string Mask(char[] text)
    {
        var (position, quote, isMarkup, isValue) = (0, '\0', false, false);
        foreach (var tag in _tags)
        {
            for (; position < tag.Start; position++)
            {
                var current = text[position];
                if (!isMarkup)
                {
                    isMarkup = current == '<' && position + 1 < text.Length && (char.IsLetter(text[position + 1]) || text[position + 1] == '/');
                    isValue = false;
                }
                else if (quote != '\0')
                {
                    quote = current == quote ? '\0' : quote;
                }
                else
                {
                    quote = isValue && current is '"' or '\'' ? current : '\0';
                    isMarkup = current != '>';
                    isValue = current == '=' || (isValue && !char.IsWhiteSpace(current));
                }
            }

            var mask = isMarkup && (isValue || quote != '\0') ? 'x' : ' ';
            for (; position < tag.End; position++)
            {
                text[position] = mask;
            }
        }

        return new string(text);
    }
}
