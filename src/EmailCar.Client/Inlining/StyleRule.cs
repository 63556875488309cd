namespace EmailCar.Inlining;

/// <summary>A declaration of a style sheet.</summary>
/// <param name="Name">The property, in lower case.</param>
/// <param name="Value">The value as it is written, without comments and <c>!important</c>.</param>
/// <param name="IsImportant">True if the declaration has <c>!important</c>.</param>
internal sealed record StyleDeclaration(string Name, string Value, bool IsImportant);

/// <summary>A rule with a selector, and its position in the text.</summary>
/// <param name="Selectors">The selectors of its list.</param>
/// <param name="Declarations">Its declarations; null if it contains other rules.</param>
/// <param name="Start">The position of its first character.</param>
/// <param name="End">The position after the rule.</param>
internal sealed record StyleRule(IReadOnlyList<string> Selectors, IReadOnlyList<StyleDeclaration>? Declarations, int Start, int End);
