using System.Diagnostics;
using System.Management.Automation;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Querying;

/// <summary>The counts of each day of a year at the documented rate, and Ctrl+C in the middle.</summary>
internal static class DailyFigures
{
    private const int Days = 365;
    private const string Answer = """{"data":{"total":{"failure":1,"request":10,"success":9}},"msg":"数据成功获取","status":"success"}""";
    private const string Connect = "Connect-EmailCar -Endpoint $endpoint -Credential $credential -NoVerify";
    private const string Year = "Get-EmailCarStats -Daily -StartDate 2025-01-01 -EndDate 2025-12-31";

    public static IEnumerable<Figure> Measure()
    {
        using var server = new ArrivalServer(Answer);
        using var engine = new Engine();
        engine.Run(Connect, ("endpoint", server.Endpoint));
        using var shell = engine.Prepare(Year);
        var rows = shell.Invoke();

        yield return Figure.Exactly(Days, "rows", rows.Select(row => row.Properties["StartDate"].Value).Distinct().Count());
        foreach (var figure in Departures.Figures(server, Days, tolerance: 1.01, shortestGap: 995, "/v1/mail/stats"))
        {
            yield return figure;
        }

        var left = shell.Streams.Progress
            .Where(p => p.RecordType == ProgressRecordType.Processing).Select(p => p.SecondsRemaining).ToArray();
        yield return Figure.Exactly(Days - 1, "time left that the progress bar tells after a day", left[0], "s");
        yield return Figure.Exactly(Days - 1, "times that it falls", left.Zip(left.Skip(1)).Count(pair => pair.Second < pair.First));
        yield return new Figure("Ctrl+C ends it within", Stop(), "ms") { AtMost = 1000 };
    }

    private static double Stop()
    {
        using var server = new ArrivalServer(Answer);
        using var engine = new Engine();
        engine.Run(Connect, ("endpoint", server.Endpoint));
        using var third = new ManualResetEventSlim();
        using var shell = engine.Prepare($"{Year} | ForEach-Object {{ $_; if ($_.StartDate.Day -eq 3) {{ $third.Set() }} }}", ("third", third));
        var running = shell.BeginInvoke();
        third.Wait();
        var watch = Stopwatch.StartNew();
        shell.Stop();
        running.AsyncWaitHandle.WaitOne();
        return watch.Elapsed.TotalMilliseconds;
    }
}
