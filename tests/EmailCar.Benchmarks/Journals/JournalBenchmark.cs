using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Journals;

/// <summary>What reading a journal costs.</summary>
internal static class JournalBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("summary", () => SummaryFigures.Measure(100_000, longest: 1, most: 60)),
        ("million", () => SummaryFigures.Measure(1_000_000)),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows of these names, or all.</summary>
    /// <returns>0 only when every figure holds.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
