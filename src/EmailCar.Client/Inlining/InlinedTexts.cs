namespace EmailCar.Inlining;

/// <summary>Caches bodies with inlined style sheets, so that each body is inlined once per run. Not thread-safe.</summary>
/// <param name="isTemplate">True if the bodies are templates.</param>
public sealed class InlinedTexts(bool isTemplate)
{
    /// <summary>A list has either a few templates or one per row; in the second case, more entries would only use memory.</summary>
    internal const int MaxTexts = 16;

    private readonly Dictionary<string, string> _byText = new(StringComparer.Ordinal);
    private string? _lastText;
    private string? _last;

    /// <summary>Returns the text with its style sheets inlined; the same object for each call.</summary>
    /// <exception cref="StyleSheetException">A style sheet is linked, is not valid, or contains template tags.</exception>
    /// <exception cref="Templates.TemplateException">The text is not a template.</exception>
    public string Get(string text)
    {
        // The body from the command line is the same object for each row and does not have to be compared.
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
