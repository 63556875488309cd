namespace EmailCar.Templates;

/// <summary>
/// Keeps parsed templates by their text, so that each is parsed once in a run, whether it comes from the command line or from rows.
/// Not thread-safe.
/// </summary>
public sealed class TemplateCache
{
    /// <summary>
    /// A list has either a few templates or a different one in each row; in the second case, more entries would only use memory.
    /// </summary>
    internal const int MaxTemplates = 64;

    private readonly Dictionary<string, MergeTemplate> _byText = new(StringComparer.Ordinal);
    private string? _lastText;
    private MergeTemplate? _last;

    internal int Count => _byText.Count;

    /// <summary>Returns the template for this text.</summary>
    /// <exception cref="TemplateException">The text is not a valid template.</exception>
    public MergeTemplate Get(string text)
    {
        // The template from the command line is the same object for every row and does not have to be compared.
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
