using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Protecting;

/// <summary>The costs of protecting the account: a suppression list, and queries to the Domain Name System.</summary>
internal static class ProtectBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("suppressed", SuppressedFigures.Measure),
        ("domains", DomainFigures.Measure),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows with these names, or all.</summary>
    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
