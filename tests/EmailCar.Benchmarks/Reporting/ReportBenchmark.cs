using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Reporting;

/// <summary>The cost of a report; the number of emails must not affect the memory.</summary>
internal static class ReportBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows = [("month", ReportFigures.Measure)];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows with these names, or all.</summary>
    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
