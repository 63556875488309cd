using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Lists;

/// <summary>The time for reading a list; its length must not affect the memory.</summary>
internal static class ListBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("csv", () => ListFigures.Measure("csv")),
        ("xlsx", () => ListFigures.Measure("xlsx")),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows with these names, or all.</summary>
    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
