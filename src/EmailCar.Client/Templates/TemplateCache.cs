namespace EmailCar.Templates;

/// <summary>
/// Templates by their text, so that each is parsed once in a run: the one of the command line, or those in the rows of a list.
/// Not safe for use by several threads.
/// </summary>
public sealed class TemplateCache
{
    /// <summary>A list has a few templates, or one in each row; then keeping them would only hold memory.</summary>
    internal const int MaxTemplates = 64;

    private readonly Dictionary<string, MergeTemplate> _byText = new(StringComparer.Ordinal);
    private string? _lastText;
    private MergeTemplate? _last;

    internal int Count => _byText.Count;

    /// <summary>The template of a text.</summary>
    /// <exception cref="TemplateException">The text is not a template.</exception>
    public MergeTemplate Get(string text)
    {
        // The template of the command line is the same object for each row and need not be compared.
        if (_last is not null && ReferenceEquals(text, _lastText))
        {
            return _last;
        }

        if (!_byText.TryGetValue(text, out var template))
        {
            template = MergeTemplate.Parse(text);
            if (template.UsesColumns)
            {
                Keep(text, template);
            }
        }

        _lastText = text;
        return _last = template;
    }

    private void Keep(string text, MergeTemplate template)
    {
        if (_byText.Count == MaxTemplates)
        {
            _byText.Clear();
        }

        _byText.Add(text, template);
    }
}
