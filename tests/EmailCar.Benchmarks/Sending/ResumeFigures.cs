using System.Diagnostics;

namespace EmailCar.Benchmarks.Sending;

/// <summary>A run of many rows with a journal, then the same command again, with nothing left to send.</summary>
internal static class ResumeFigures
{
    private const int Rows = 1_000_000;
    private const double Megabyte = 1024 * 1024;

    private const string Send = """
        New-Row -Count $count -AtStart $atStart -AtEnd $atEnd |
            Send-EmailCarMail -Subject $subject -Html $html -JournalPath $journal -WarningAction SilentlyContinue |
            Measure-Status
        """;

    public static IEnumerable<Figure> Measure()
    {
        using var server = new InstantServer();
        using var folder = new TemporaryFolder();
        using var engine = new Engine(("New-Row", typeof(NewRowCommand)), ("Measure-Status", typeof(MeasureStatusCommand)));
        engine.Connect(server.Endpoint);
        var journal = folder.File("run.jsonl");

        var before = Heap.Live();
        var first = Run(engine, journal);
        yield return Figure.Exactly(Rows, "first run: Submitted", first.Counts.GetValueOrDefault("Submitted"));
        yield return new Figure("first run: time", first.Time.TotalSeconds, "s");
        yield return new Figure("first run: live heap for each mail", (double)(first.Live - before) / Rows, "bytes");
        yield return new Figure("journal", new FileInfo(journal).Length / Megabyte, "MiB");

        var submissions = server.Submissions;
        before = Heap.Live();
        var again = Run(engine, journal);
        yield return Figure.Exactly(Rows, "resumed: Skipped", again.Counts.GetValueOrDefault("Skipped"));
        yield return Figure.Exactly(0, "resumed: submissions", server.Submissions - submissions);
        yield return new Figure("resumed: time", again.Time.TotalSeconds, "s");
        yield return new Figure("resumed: of it before the first row", again.BeforeFirstRow.TotalSeconds, "s");
        yield return new Figure("resumed: live heap", again.Live / Megabyte, "MiB");
        yield return new Figure("resumed: live heap for each mail", (double)(again.Live - before) / Rows, "bytes");
    }

    private static Outcome Run(Engine engine, string journal)
    {
        long live = 0;
        var beforeFirstRow = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        void AtStart() => beforeFirstRow = watch.Elapsed;
        void AtEnd()
        {
            // The collection is part of the benchmark, not of the run.
            watch.Stop();
            live = Heap.Live();
            watch.Start();
        }

        var counts = engine.Run(
            Send,
            ("count", Rows),
            ("atStart", new Action(AtStart)),
            ("atEnd", new Action(AtEnd)),
            ("subject", Mail.Subject),
            ("html", Mail.Html),
            ("journal", journal)).Single();
        return new Outcome((Dictionary<string, int>)counts.BaseObject, watch.Elapsed, beforeFirstRow, live);
    }

    private sealed record Outcome(Dictionary<string, int> Counts, TimeSpan Time, TimeSpan BeforeFirstRow, long Live);
}
