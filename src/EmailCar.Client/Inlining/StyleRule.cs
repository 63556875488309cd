namespace EmailCar.Inlining;

/// <summary>A declaration of a style sheet.</summary>
/// <param name="Name">The property, in lower case.</param>
/// <param name="Value">The value as it is written, without comments and <c>!important</c>.</param>
/// <param name="IsImportant">True with <c>!important</c>.</param>
internal sealed record StyleDeclaration(string Name, string Value, bool IsImportant);

/// <summary>A rule with a selector, and its place in the text.</summary>
/// <param name="Selectors">The selectors of its list.</param>
/// <param name="Declarations">Its declarations; null when it contains other rules.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where the text continues after it.</param>
internal sealed record StyleRule(IReadOnlyList<string> Selectors, IReadOnlyList<StyleDeclaration>? Declarations, int Start, int End);
