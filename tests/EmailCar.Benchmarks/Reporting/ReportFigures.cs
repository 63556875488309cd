using System.Diagnostics;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Reporting;

/// <summary>A report of 31 days with 100,000 deliveries from the pipeline, compared with one of 1,000.</summary>
internal static class ReportFigures
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const double Megabyte = 1024 * 1024;

    /// <summary>More than zero, because the collector also counts what the runtime compiles in the meantime.</summary>
    private const double Limit = 4;

    private const double LimitBytes = 60 * 1024;

    public static IEnumerable<Figure> Measure()
    {
        using var engine = new Engine(("New-Delivery", typeof(NewDeliveryCommand)));
        Run(engine, Few); // code that is loaded and compiled once does not count

        var small = Run(engine, Few);
        var large = Run(engine, Many);
        yield return new Figure("time of 100,000 deliveries, making them included", Math.Round(large.Time.TotalSeconds, 2), "s");
        yield return new Figure("making them alone", Math.Round(Make(engine).TotalSeconds, 2), "s");
        yield return new Figure("peak live heap, 1,000 deliveries", small.Live / Megabyte, "MiB");
        yield return new Figure("peak live heap, 100,000 deliveries", large.Live / Megabyte, "MiB");
        yield return new Figure("more live heap for 100,000 deliveries", (large.Live - small.Live) / Megabyte, "MiB") { AtMost = Limit };
        yield return new Figure("report of 31 days", large.Bytes, "bytes") { AtMost = LimitBytes };
    }

    private static TimeSpan Make(Engine engine)
    {
        var watch = Stopwatch.StartNew();
        engine.Run("New-Delivery -Count $count -Look $look | Out-Null", ("count", Many), ("look", new Action(() => { })));
        return watch.Elapsed;
    }

    private static (TimeSpan Time, long Live, long Bytes) Run(Engine engine, int count)
    {
        var watch = Stopwatch.StartNew();
        var live = 0L;
        void Look()
        {
            // The collection is part of the benchmark, not of the report.
            watch.Stop();
            live = Math.Max(live, Heap.Live());
            watch.Start();
        }

        var bytes = (int)engine.Run(
            "[Text.Encoding]::UTF8.GetByteCount((New-Delivery -Count $count -Look $look | New-EmailCarReport))",
            ("count", count),
            ("look", new Action(Look))).Single().BaseObject;
        return (watch.Elapsed, live, bytes);
    }
}
