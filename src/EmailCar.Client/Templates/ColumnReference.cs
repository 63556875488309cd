namespace EmailCar.Templates;

/// <summary>A place where a template uses a column.</summary>
/// <param name="Column">The name as written in the template.</param>
/// <param name="Line">The line number, from 1.</param>
public sealed record ColumnReference(string Column, int Line);
