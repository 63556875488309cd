namespace EmailCar.Inlining;

/// <summary>The declarations of style sheets for one element.</summary>
internal sealed class InlineStyle
{
    private readonly List<(StyleDeclaration Declaration, long Specificity, int Order, StyleRule Rule)> _all = [];

    /// <summary>Adds the declarations of a rule that matches.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="specificity">The specificity of the matching selector.</param>
    public void Add(StyleRule rule, long specificity)
    {
        foreach (var declaration in rule.Declarations!)
        {
            _all.Add((declaration, specificity, _all.Count, rule));
        }
    }

    /// <summary>
    /// Returns the value of the style attribute: the declarations of style sheets, followed by the element's own, which override them.
    /// Declarations with <c>!important</c> come last and without the keyword, because media queries could not override it and Word does not
    /// support it.
    /// </summary>
    /// <param name="own">The element's own style attribute as written in the text; null if there is none.</param>
    /// <param name="quote">The quotation mark around the value.</param>
    public string Write(string? own, char quote)
    {
        var first = string.Join(";", Cascade(isImportant: false).Select(declaration => Text(declaration, quote)));
        var last = string.Join(";", Cascade(isImportant: true).Select(declaration => Text(declaration, quote)));

        // An empty declaration between two semicolons is harmless; a semicolon at the end may belong to an entity.
        return string.Join(";", new[] { first, own?.Trim() ?? "", last }.Where(part => part.Length > 0));
    }

    /// <summary>
    /// Returns the declarations from the weakest to the strongest. If several rules declare a property, the strongest rule wins. All
    /// declarations within one rule are kept, because a program that does not support a value uses the one before it.
    /// </summary>
    private IEnumerable<StyleDeclaration> Cascade(bool isImportant)
    {
        var sorted = _all.Where(entry => entry.Declaration.IsImportant == isImportant).OrderBy(entry => entry.Specificity).ThenBy(entry => entry.Order).ToArray();
        var strongest = new Dictionary<string, StyleRule>(StringComparer.Ordinal);
        foreach (var (declaration, _, _, rule) in sorted)
        {
            strongest[declaration.Name] = rule;
        }

        return sorted.Where(entry => ReferenceEquals(strongest[entry.Declaration.Name], entry.Rule)).Select(entry => entry.Declaration);
    }

    private static string Text(StyleDeclaration declaration, char quote)
    {
        // Most quotation marks in CSS can be of either kind; those around other quotation marks are encoded.
        var other = quote == '"' ? '\'' : '"';
        var value = declaration.Value.Replace("&", "&amp;");
        value = value.IndexOf(other) < 0 && value.IndexOf('\\') < 0
            ? value.Replace(quote, other)
            : value.Replace(quote.ToString(), quote == '"' ? "&quot;" : "&#39;");
        return declaration.Name + ":" + value;
    }
}
