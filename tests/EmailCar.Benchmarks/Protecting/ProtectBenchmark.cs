using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Protecting;

/// <summary>What protecting the account costs: a suppression list, and asking the Domain Name System.</summary>
internal static class ProtectBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("suppressed", SuppressedFigures.Measure),
        ("domains", DomainFigures.Measure),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows of these names, or all.</summary>
    /// <returns>0 only when every figure holds.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
