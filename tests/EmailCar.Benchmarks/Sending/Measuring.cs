using System.Diagnostics;
using System.Globalization;

namespace EmailCar.Benchmarks.Sending;

/// <summary>Measures rows of figures one after the other, and prints what came out.</summary>
internal static class Measuring
{
    /// <summary>Measures the rows of these names, or all.</summary>
    /// <returns>0 only when every figure holds.</returns>
    public static int Run(IReadOnlyList<(string Name, Func<IEnumerable<Figure>> Measure)> rows, string[] names)
    {
        if (names.Except(rows.Select(row => row.Name)).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"There is no figure '{unknown}', only {string.Join(" | ", rows.Select(row => row.Name))}.");
            return 2;
        }

        var measured = rows.Where(row => names.Length == 0 || names.Contains(row.Name)).Select(row => Measure(row.Name, row.Measure)).ToArray();
        Report.Write(measured);
        return measured.All(row => row.Holds) ? 0 : 1;
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
