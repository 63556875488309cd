using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Merging;

/// <summary>What mail merge promises, measured.</summary>
internal static class MergeBenchmark
{
    /// <returns>0 only when every figure holds.</returns>
    public static int Run() => FigureBenchmark.Run([("merge", MergeFigures.Measure)], []);
}
