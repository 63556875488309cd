namespace EmailCar.Benchmarks.Sending;

/// <summary>Measures the sending engine: the rate limit, higher rates, the cost of a row, memory, resuming, and setting addresses aside.</summary>
internal static class SendBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("pace", () => PaceFigures.Measure(answersAfter: TimeSpan.Zero, tolerance: 1.01)),
        ("late", () => PaceFigures.Measure(answersAfter: TimeSpan.FromSeconds(2.5), tolerance: 1.05)),
        ("rates", RatesFigures.Measure),
        ("processes", ProcessesFigures.Measure),
        ("rows", RowsFigures.Measure),
        ("heap", HeapFigures.Measure),
        ("resume", ResumeFigures.Measure),
        ("aside", AsideFigures.Measure),
        ("rehearsal", RehearsalFigures.Measure),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows with these names, or all.</summary>
    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
