using System.Diagnostics;
using System.Globalization;

namespace EmailCar.Benchmarks.Sending;

/// <summary>Measures rows of figures, one after another, and prints them.</summary>
internal static class FigureBenchmark
{
    public static string Names((string Name, Func<IEnumerable<Figure>> Measure)[] all) => string.Join(" | ", all.Select(row => row.Name));

    /// <summary>Measures the rows with these names, or all.</summary>
    /// <returns>0 only if every figure is within its limits.</returns>
    public static int Run((string Name, Func<IEnumerable<Figure>> Measure)[] all, string[] names)
    {
        if (names.Except(all.Select(row => row.Name)).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"There is no figure '{unknown}', only {Names(all)}.");
            return 2;
        }

        var rows = all.Where(row => names.Length == 0 || names.Contains(row.Name)).Select(row => Measure(row.Name, row.Measure)).ToArray();
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
            // If one row cannot be measured, the others are measured nevertheless.
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
