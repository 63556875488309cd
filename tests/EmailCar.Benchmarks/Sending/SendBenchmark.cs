namespace EmailCar.Benchmarks.Sending;

/// <summary>What the sending engine promises, measured: pace, higher rates, cost a row, memory, resuming, setting aside.</summary>
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

    /// <summary>Measures the rows of these names, or all.</summary>
    /// <returns>0 only when every figure holds.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
