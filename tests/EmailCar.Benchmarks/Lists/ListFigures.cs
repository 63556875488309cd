using System.Diagnostics;
using System.Text;
using EmailCar.Benchmarks.Sending;
using EmailCar.Testing;

namespace EmailCar.Benchmarks.Lists;

/// <summary>
/// Compares a list of a million rows with one of a thousand. All addresses and numbers differ, so that the table of texts in a
/// workbook grows with the list.
/// </summary>
internal static class ListFigures
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;
    private const double Megabyte = 1024 * 1024;

    /// <summary>More than zero, because the collector also counts what the runtime compiles in the meantime.</summary>
    private const double Limit = 4;

    public static IEnumerable<Figure> Measure(string kind)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine(("Measure-Row", typeof(MeasureRowCommand)));
        var few = Write(folder.File("few." + kind), Few);
        var many = Write(folder.File("many." + kind), Many);
        Run(engine, few, Few); // code that is loaded and compiled once does not count

        var small = Run(engine, few, Few);
        var large = Run(engine, many, Many);
        yield return new Figure("file of 1,000,000 rows", new FileInfo(many).Length / Megabyte, "MiB");
        yield return Figure.Exactly(Few, "rows of the small list", small.Rows);
        yield return Figure.Exactly(Many, "rows of the large list", large.Rows);
        yield return new Figure("peak live heap, 1,000 rows", small.Live / Megabyte, "MiB");
        yield return new Figure("peak live heap, 1,000,000 rows", large.Live / Megabyte, "MiB");
        yield return new Figure("more live heap for 1,000,000 rows", (large.Live - small.Live) / Megabyte, "MiB") { AtMost = Limit };
        yield return new Figure("peak working set, 1,000 rows", small.WorkingSet / Megabyte, "MiB");
        yield return new Figure("peak working set, 1,000,000 rows", large.WorkingSet / Megabyte, "MiB");
        yield return new Figure("time of 1,000,000 rows", large.Time.TotalSeconds, "s");
        yield return new Figure("before the first row", large.BeforeFirstRow.TotalSeconds, "s");
    }

    private static Outcome Run(Engine engine, string file, int rows)
    {
        var watch = Stopwatch.StartNew();
        var outcome = new Outcome();
        void Look(long row)
        {
            // The collection is part of the benchmark, not of reading the list.
            watch.Stop();
            outcome.BeforeFirstRow = row == 1 ? watch.Elapsed : outcome.BeforeFirstRow;
            outcome.WorkingSet = Math.Max(outcome.WorkingSet, Environment.WorkingSet);
            outcome.Live = Math.Max(outcome.Live, Heap.Live());
            watch.Start();
        }

        outcome.Rows = (long)engine.Run(
            "Import-EmailCarRecipient -LiteralPath $file | Measure-Row -Every $every -Look $look",
            ("file", file),
            ("every", rows / 10),
            ("look", new Action<long>(Look))).Single().BaseObject;
        outcome.Time = watch.Elapsed;
        return outcome;
    }

    private static string Write(string path, int rows)
    {
        if (path.EndsWith("xlsx", StringComparison.Ordinal))
        {
            RawWorkbook.Write(path, () => List(rows), 3);
        }
        else
        {
            File.WriteAllLines(path, List(rows).Select(row => string.Join(',', row)), new UTF8Encoding(false));
        }

        return path;
    }

    private static IEnumerable<string[]> List(int rows) =>
        Enumerable.Range(1, rows).Select(i => new[] { $"user{i}@example.com", "王伟", $"2026{i:0000000}" }).Prepend(["邮箱", "姓名", "订单号"]);

    private sealed class Outcome
    {
        public long Rows { get; set; }

        public long Live { get; set; }

        public long WorkingSet { get; set; }

        public TimeSpan Time { get; set; }

        public TimeSpan BeforeFirstRow { get; set; }
    }
}
