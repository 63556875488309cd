namespace EmailCar.Inlining;

/// <summary>
/// Bodies with inlined style sheets by their text, so that each is inlined once in a run. Not safe for use by several threads.
/// </summary>
/// <param name="isTemplate">True when the bodies are templates.</param>
public sealed class InlinedTexts(bool isTemplate)
{
    /// <summary>A list has a few templates, or one in each row; then keeping them would only hold memory.</summary>
    internal const int MaxTexts = 16;

    private readonly Dictionary<string, string> _byText = new(StringComparer.Ordinal);
    private string? _lastText;
    private string? _last;

    /// <summary>The text with its style sheets inlined; the same object each time.</summary>
    /// <exception cref="StyleSheetException">A style sheet is linked, broken, or has tags of a template.</exception>
    /// <exception cref="Templates.TemplateException">The text is not a template.</exception>
    public string Get(string text)
    {
        // The body of the command line is the same object for each row and need not be compared.
        if (_last is not null && ReferenceEquals(text, _lastText))
        {
            return _last;
        }

        if (!_byText.TryGetValue(text, out var inlined))
        {
            if (_byText.Count == MaxTexts)
            {
                _byText.Clear();
            }

            _byText.Add(text, inlined = StyleInliner.Inline(text, isTemplate));
        }

        _lastText = text;
        return _last = inlined;
    }
}
