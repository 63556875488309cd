using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Smtp;

/// <summary>What SMTP promises, measured.</summary>
internal static class SmtpBenchmark
{
    private static readonly (string, Func<IEnumerable<Figure>>)[] All = [("speed", SpeedFigures.Measure), ("memory", MemoryFigures.Measure)];

    public static string Names => FigureBenchmark.Names(All);

    /// <returns>0 only when every figure holds.</returns>
    public static int Run(string[] names) => FigureBenchmark.Run(All, names);
}
