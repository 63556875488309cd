using System.Text.RegularExpressions;

namespace EmailCar.Inlining;

/// <summary>Which selectors can be decided on once, before a template is filled and before anybody reads the email.</summary>
internal static class SelectorKind
{
    /// <summary>What is in brackets or a string is no part of the selector's own structure.</summary>
    private static readonly Regex Quoted = new(@"\[[^\]]*\]|""[^""]*""|'[^']*'|\\.", RegexOptions.CultureInvariant);

    private static readonly Regex Pseudo = new("::?(?<name>[A-Za-z-]+)", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> Structural = new(StringComparer.OrdinalIgnoreCase)
    {
        "first-child", "last-child", "only-child", "first-of-type", "last-of-type", "only-of-type",
        "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type", "empty",
    };

    private static readonly HashSet<string> Fixed = new(Structural.Concat(["not", "is", "where", "root"]), StringComparer.OrdinalIgnoreCase);

    /// <summary>False for states of the reader's, such as :hover, and for parts that are no elements, such as ::before.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="hasSections">True when elements may be left out or repeated: then nobody's place among others is known.</param>
    public static bool CanInline(string selector, bool hasSections)
    {
        var structure = Quoted.Replace(selector, "");
        var names = Pseudo.Matches(structure).Cast<Match>().ToArray();
        return structure.IndexOf("::", StringComparison.Ordinal) < 0
            && names.All(match => Fixed.Contains(match.Groups["name"].Value))
            && !(hasSections && (structure.IndexOfAny(['+', '~']) >= 0 || names.Any(match => Structural.Contains(match.Groups["name"].Value))));
    }
}
