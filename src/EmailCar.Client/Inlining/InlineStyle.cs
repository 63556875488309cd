namespace EmailCar.Inlining;

/// <summary>The declarations that style sheets have for one element.</summary>
internal sealed class InlineStyle
{
    private readonly List<(StyleDeclaration Declaration, long Specificity, int Order, StyleRule Rule)> _all = [];

    /// <summary>Takes the declarations of a rule that matches.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="specificity">Of the selector that matches.</param>
    public void Add(StyleRule rule, long specificity)
    {
        foreach (var declaration in rule.Declarations!)
        {
            _all.Add((declaration, specificity, _all.Count, rule));
        }
    }

    /// <summary>
    /// The value of the style attribute: what style sheets say, then what the element itself says, which wins. What style sheets say
    /// with <c>!important</c> comes last and without the mark, which media queries could not override and Word does not know.
    /// </summary>
    /// <param name="own">The element's own style as it is in the text; null without.</param>
    /// <param name="quote">The quotation mark around the value.</param>
    public string Write(string? own, char quote)
    {
        var first = string.Join(";", Cascade(isImportant: false).Select(declaration => Text(declaration, quote)));
        var last = string.Join(";", Cascade(isImportant: true).Select(declaration => Text(declaration, quote)));

        // An empty declaration between two semicolons does no harm; what ends with one may be an entity.
        return string.Join(";", new[] { first, own?.Trim() ?? "", last }.Where(part => part.Length > 0));
    }

    /// <summary>
    /// From the weakest to the strongest. Of declarations of the same property in several rules the strongest rule's stay; within a
    /// rule all stay, since a value that a program does not know is ignored in favor of the one before.
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
        // Most quotation marks of CSS can be of either kind; those around other ones are encoded.
        var other = quote == '"' ? '\'' : '"';
        var value = declaration.Value.Replace("&", "&amp;");
        value = value.IndexOf(other) < 0 && value.IndexOf('\\') < 0
            ? value.Replace(quote, other)
            : value.Replace(quote.ToString(), quote == '"' ? "&quot;" : "&#39;");
        return declaration.Name + ":" + value;
    }
}
