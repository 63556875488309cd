using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Protecting;

/// <summary>
/// The cost of a list of 100,000 suppressed addresses in a run of 200,000 rows, none of which is suppressed: reading the list, and looking
/// up each row.
/// </summary>
internal static class SuppressedFigures
{
    private const int Rows = 200_000;
    private const int Suppressed = 100_000;
    private const int Rounds = 5;

    /// <summary>The maximum, in percent.</summary>
    private const double Limit = 5;

    public static IEnumerable<Figure> Measure()
    {
        using var folder = new TemporaryFolder();
        using var server = new InstantServer();
        using var engine = new Engine();
        engine.Connect(server.Endpoint);
        var list = Path.Combine(folder.Path, "suppressed.csv");
        File.WriteAllLines(
            list,
            Enumerable.Range(1, Suppressed).Select(i => string.Create(CultureInfo.InvariantCulture, $"gone{i}@example.com,550 用户不存在,Delivery {i},2026-01-01T00:00:00Z,"))
                .Prepend("To,Reason,Source,Since,Until"));
        var rows = Enumerable.Range(1, Rows).Select(NewRowCommand.Row).ToArray();
        Time(engine, rows, list);
        Time(engine, rows, null);

        // Alternates both, so that other work of the machine affects them equally.
        var times = Enumerable.Range(0, Rounds).Select(_ => (Without: Time(engine, rows, null), With: Time(engine, rows, list))).ToArray();
        var without = times.Select(t => t.Without).Order().ElementAt(Rounds / 2);
        yield return new Figure($"{Rows} rows without a list", without, "s");
        yield return new Figure($"with {Suppressed} suppressed addresses", times.Select(t => t.With).Order().ElementAt(Rounds / 2), "s");
        var more = times.Select(t => t.With - t.Without).Order().ElementAt(Rounds / 2);
        yield return new Figure("the list's part of the run", Math.Round(100 * more / without, 1), "%") { AtMost = Limit };
    }

    private static double Time(Engine engine, PSObject[] rows, string? list)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        engine.Run(
            "$send = @{ Subject = $subject; Html = $html }; if ($list) { $send.SuppressionPath = $list }; $rows | Send-EmailCarMail @send | Out-Null",
            ("rows", rows),
            ("subject", Mail.Subject),
            ("html", Mail.Html),
            ("list", list));
        return watch.Elapsed.TotalSeconds;
    }
}
