using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Reporting;

/// <summary>What a report costs, and that the number of emails costs no memory.</summary>
internal static class ReportBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows = [("month", ReportFigures.Measure)];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows of these names, or all.</summary>
    /// <returns>0 only when every figure holds.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
