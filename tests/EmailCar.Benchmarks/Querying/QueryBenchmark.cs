using EmailCar.Benchmarks.Sending;
using EmailCar.Sandbox;

namespace EmailCar.Benchmarks.Querying;

/// <summary>Measures the costs of queries: requests, memory and rate; no row may be lost or duplicated.</summary>
internal static class QueryBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("fate", FateFigures.Measure),
        ("shared", () => FateFigures.MeasureOdd(new SandboxOptions { RequestsPerSecond = 0, IdShape = IdShape.Shared }, mails: 1000)),
        ("csv", FateFigures.MeasureCsv),
        ("noids", () => FateFigures.MeasureOdd(new SandboxOptions { RequestsPerSecond = 0, RowIdShape = RowIdShape.None }, mails: 100)),
        ("history", HistoryFigures.Measure),
        ("shifting", ShiftingFigures.Measure),
        ("skip", SkipFigures.Measure),
        ("daily", DailyFigures.Measure),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows with these names, or all.</summary>
    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
