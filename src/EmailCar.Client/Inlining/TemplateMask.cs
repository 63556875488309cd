using EmailCar.Templates;

namespace EmailCar.Inlining;

/// <summary>
/// The text of a template in the form that an HTML parser needs: it would move the parts of <c>&lt;table&gt;{{#rows}}&lt;tr&gt;</c> apart.
/// Template tags are replaced with blanks, or with letters inside values; all positions stay the same.
/// </summary>
internal sealed class TemplateMask
{
    private readonly List<Tag> _tags = [];

    /// <param name="html">The text.</param>
    /// <param name="isTemplate">False if braces have no meaning in the text.</param>
    /// <exception cref="TemplateException">The text is not a template.</exception>
    public TemplateMask(string html, bool isTemplate)
    {
        var reader = new TagReader(html);
        while (isTemplate && reader.Read(out var tag))
        {
            _tags.Add(tag);
            HasSections |= tag.Kind is TagKind.Section or TagKind.InvertedSection;
        }

        // The parser counts CR LF as one character; replacing CR with a blank changes only that.
        Text = _tags.Count == 0 ? html.Replace('\r', ' ') : Mask(html.Replace('\r', ' ').ToCharArray());
    }

    /// <summary>The text without template tags.</summary>
    public string Text { get; }

    /// <summary>Whether parts of the text may be omitted or repeated.</summary>
    public bool HasSections { get; }

    /// <summary>Returns the first tag in a part of the text, or null if there is none.</summary>
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
