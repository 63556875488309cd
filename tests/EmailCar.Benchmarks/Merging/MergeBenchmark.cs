using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Merging;

/// <summary>What mail merge promises, measured.</summary>
internal static class MergeBenchmark
{
    private static readonly (string, Func<IEnumerable<Figure>>)[] All = [("merge", MergeFigures.Measure), ("parse", ParseFigures.Measure), ("inline", InlineFigures.Measure)];

    public static string Names => FigureBenchmark.Names(All);

    /// <returns>0 only when every figure holds.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(All, names);
}
