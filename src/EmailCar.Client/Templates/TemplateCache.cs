namespace EmailCar.Templates;

/// <summary>
/// Templates by their text, so that each is parsed once in a run: one of the command line, or those that the rows of a list
/// bring along. Not safe for use by several threads.
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
    /// <exception cref="TemplateException">It is none.</exception>
    public MergeTemplate Get(string text)
    {
        // The command line's template is the same object for each row: no need to read it through.
        if (_last is not null && ReferenceEquals(text, _lastText))
        {
            return _last;
        }

        if (!MergeTemplate.HasTags(text))
        {
            return MergeTemplate.Parse(text);
        }

        if (!_byText.TryGetValue(text, out var template))
        {
            template = MergeTemplate.Parse(text);
            if (_byText.Count == MaxTemplates)
            {
                _byText.Clear();
            }

            _byText.Add(text, template);
        }

        _lastText = text;
        return _last = template;
    }
}
