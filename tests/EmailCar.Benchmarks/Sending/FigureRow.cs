namespace EmailCar.Benchmarks.Sending;

/// <summary>A row of the table: what was measured, and under which circumstances.</summary>
/// <param name="Name">What selects the row on the command line.</param>
/// <param name="Load">The machine's load average of the minute before; null where the system has none.</param>
/// <param name="Seconds">How long measuring took.</param>
/// <param name="Figures">What came out.</param>
/// <param name="Failure">Why nothing, or not everything, came out.</param>
internal sealed record FigureRow(string Name, double? Load, double Seconds, IReadOnlyList<Figure> Figures, string? Failure)
{
    public bool Holds => Failure is null && Figures.All(figure => figure.Holds);
}
