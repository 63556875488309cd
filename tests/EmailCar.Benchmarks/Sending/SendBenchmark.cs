using System.Diagnostics;
using System.Globalization;

namespace EmailCar.Benchmarks.Sending;

/// <summary>What the sending engine promises, measured: pace, cost a row, memory, resuming, setting aside.</summary>
internal static class SendBenchmark
{
    private static readonly (string Name, Func<IEnumerable<Figure>> Measure)[] Rows =
    [
        ("pace", () => PaceFigures.Measure(answersAfter: TimeSpan.Zero, tolerance: 1.01)),
        ("late", () => PaceFigures.Measure(answersAfter: TimeSpan.FromSeconds(2.5), tolerance: 1.05)),
        ("processes", ProcessesFigures.Measure),
        ("rows", RowsFigures.Measure),
        ("heap", HeapFigures.Measure),
        ("resume", ResumeFigures.Measure),
        ("aside", AsideFigures.Measure),
        ("rehearsal", RehearsalFigures.Measure),
    ];

    public static string Names => string.Join(" | ", Rows.Select(row => row.Name));

    /// <summary>Measures the rows of these names, or all.</summary>
    /// <returns>0 only when every figure holds.</returns>
    public static int Run(string[] names)
    {
        if (names.Except(Rows.Select(row => row.Name)).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"There is no figure '{unknown}', only {Names}.");
            return 2;
        }

        var rows = Rows.Where(row => names.Length == 0 || names.Contains(row.Name)).Select(row => Measure(row.Name, row.Measure)).ToArray();
        Report.Write(rows);
        return rows.All(row => row.Holds) ? 0 : 1;
    }

    private static FigureRow Measure(string name, Func<IEnumerable<Figure>> measure)
    {
        Console.Error.WriteLine($"measuring {name} …");
        var load = LoadAverage();
        var watch = Stopwatch.StartNew();
        var figures = new List<Figure>();
        string? failure = null;
        try
        {
            figures.AddRange(measure());
        }
        catch (InvalidOperationException e)
        {
            // One row that can't be measured must not cost the others.
            failure = e.Message;
        }

        return new FigureRow(name, load, watch.Elapsed.TotalSeconds, figures, failure);
    }

    private static double? LoadAverage()
    {
        const string File = "/proc/loadavg";
        return System.IO.File.Exists(File)
            ? double.Parse(System.IO.File.ReadAllText(File).Split(' ')[0], CultureInfo.InvariantCulture)
            : null;
    }
}
