using System.Text.RegularExpressions;

namespace EmailCar.Inlining;

/// <summary>Finds out which selectors can be applied once, before a template is filled and before anyone reads the email.</summary>
internal static class SelectorKind
{
    /// <summary>Text in brackets or strings does not belong to the selector's own structure.</summary>
    private static readonly Regex Quoted = new(@"\[[^\]]*\]|""[^""]*""|'[^']*'|\\.", RegexOptions.CultureInvariant);

    private static readonly Regex Pseudo = new("::?(?<name>[A-Za-z-]+)", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> Structural = new(StringComparer.OrdinalIgnoreCase)
    {
        "first-child", "last-child", "only-child", "first-of-type", "last-of-type", "only-of-type",
        "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type", "empty",
    };

    private static readonly HashSet<string> Fixed = new(Structural.Concat(["not", "is", "where", "root"]), StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns false for states in the mail program, such as :hover, and for pseudo-elements, such as ::before.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="hasSections">True if elements may be omitted or repeated; their positions among their siblings are then not
    /// known.</param>
    public static bool CanInline(string selector, bool hasSections)
    {
        var structure = Quoted.Replace(selector, "");
        var names = Pseudo.Matches(structure).Cast<Match>().ToArray();
        return structure.IndexOf("::", StringComparison.Ordinal) < 0
            && names.All(match => Fixed.Contains(match.Groups["name"].Value))
            && !(hasSections && (structure.IndexOfAny(['+', '~']) >= 0 || names.Any(match => Structural.Contains(match.Groups["name"].Value))));
    }
}
