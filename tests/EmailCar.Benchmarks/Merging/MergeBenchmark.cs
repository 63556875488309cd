using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Merging;

/// <summary>Measures the costs of mail merge.</summary>
internal static class MergeBenchmark
{
    private static readonly (string, Func<IEnumerable<Figure>>)[] All = [("merge", MergeFigures.Measure), ("parse", ParseFigures.Measure), ("inline", InlineFigures.Measure)];

    public static string Names => FigureBenchmark.Names(All);

    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(All, names);
}
