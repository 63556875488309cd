using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Smtp;

/// <summary>Measures the costs of sending by SMTP.</summary>
internal static class SmtpBenchmark
{
    private static readonly (string, Func<IEnumerable<Figure>>)[] All = [("speed", SpeedFigures.Measure), ("memory", MemoryFigures.Measure)];

    public static string Names => FigureBenchmark.Names(All);

    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(All, names);
}
