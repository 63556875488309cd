using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Lists;

/// <summary>What reading a list costs, and that its length costs no memory.</summary>
internal static class ListBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("csv", () => ListFigures.Measure("csv")),
        ("xlsx", () => ListFigures.Measure("xlsx")),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows of these names, or all.</summary>
    /// <returns>0 only when every figure holds.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
