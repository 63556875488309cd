namespace EmailCar.Benchmarks.Sending;

/// <summary>A row of the table: the figures and their circumstances.</summary>
/// <param name="Name">The name that selects the row on the command line.</param>
/// <param name="Load">The load average of the machine in the minute before; null if the system has none.</param>
/// <param name="Seconds">The duration of the measurement.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Failure">Why figures are missing.</param>
internal sealed record FigureRow(string Name, double? Load, double Seconds, IReadOnlyList<Figure> Figures, string? Failure)
{
    public bool Holds => Failure is null && Figures.All(figure => figure.Holds);
}
