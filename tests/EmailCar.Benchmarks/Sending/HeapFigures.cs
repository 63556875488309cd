namespace EmailCar.Benchmarks.Sending;

/// <summary>The memory that a run needs per email, measured when the last row was read and the run still has everything in memory.</summary>
internal static class HeapFigures
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const double Limit = 64;
    private const double Megabyte = 1024 * 1024;

    public static IEnumerable<Figure> Measure()
    {
        using var server = new InstantServer();
        using var engine = new Engine(("New-Row", typeof(NewRowCommand)));
        engine.Connect(server.Endpoint);
        AtEnd(engine, Few); // code that is loaded and compiled once does not count

        var few = AtEnd(engine, Few);
        var before = server.Submissions;
        var many = AtEnd(engine, Many);

        yield return Figure.Exactly(Many / 50, "submissions", server.Submissions - before);
        yield return new Figure("live after 10,000 rows", few / Megabyte, "MiB");
        yield return new Figure("live after 1,000,000 rows", many / Megabyte, "MiB");
        yield return new Figure("more for each distinct mail", (double)(many - few) / (Many - Few), "bytes") { AtMost = Limit };
    }

    private static long AtEnd(Engine engine, int rows)
    {
        long live = 0;
        engine.Run(
            "New-Row -Count $count -AtEnd $atEnd | Send-EmailCarMail -Subject $subject -Html $html | Out-Null",
            ("count", rows),
            ("atEnd", new Action(() => live = Heap.Live())),
            ("subject", Mail.Subject),
            ("html", Mail.Html));
        return live;
    }
}
