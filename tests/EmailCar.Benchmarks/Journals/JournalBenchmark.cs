using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Journals;

/// <summary>The costs of reading a journal.</summary>
internal static class JournalBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("summary", () => SummaryFigures.Measure(100_000, longest: 1, most: 60)),
        ("million", () => SummaryFigures.Measure(1_000_000)),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows with these names, or all.</summary>
    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
