using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Starting;

/// <summary>The cost of importing the module and of its first command in a new process.</summary>
internal static class StartBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("import", ImportFigures.Measure),
        ("lib", LibFigures.Measure),
        ("first", FirstFigures.Measure),
    ];

    public static string Names => FigureBenchmark.Names(Rows);

    /// <summary>Measures the rows with these names, or all.</summary>
    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(Rows, names);
}
