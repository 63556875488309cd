namespace EmailCar.Templates;

/// <summary>Where a template names a column.</summary>
/// <param name="Column">The name, as it stands there.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record ColumnReference(string Column, int Line);
