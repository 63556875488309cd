using System.Globalization;
using EmailCar.Benchmarks.Sending;
using EmailCar.Sandbox;

namespace EmailCar.Benchmarks.Querying;

/// <summary>A long history, streamed by a separate process whose memory is measured.</summary>
internal static class HistoryFigures
{
    private const int PerDay = 1000;
    private const double Megabyte = 1024 * 1024;

    /// <summary>
    /// Returns the rows, and the peak memory of the process in bytes. Both processes read 500 pages first, because the memory for code that
    /// the runtime recompiles is not caused by the rows (8 MB of 20).
    /// </summary>
    private const string Read = """
        param($Manifest, $Endpoint, $Days)
        $password = [securestring]::new()
        'sandbox'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
        Import-Module $Manifest
        Connect-EmailCar -Endpoint $Endpoint -Credential ([pscredential]::new('sandbox@example.com', $password)) -RequestsPerSecond 0
        1..500 | ForEach-Object { Get-EmailCarDelivery -All -First 40 | Out-Null }
        $rows = 0
        Get-EmailCarDelivery -StartDate ([datetime]::UtcNow.AddHours(8).AddDays(-$Days)) | ForEach-Object { $rows++ }
        $process = [System.Diagnostics.Process]::GetCurrentProcess()
        [Console]::Out.WriteLine("$rows $($process.PeakWorkingSet64)")
        """;

    private const string CountAtFirstRow = """
        $first = $true
        Get-EmailCarDelivery -All | ForEach-Object { if ($first) { $first = $false; $atFirst.Invoke() } }
        """;

    public static IEnumerable<Figure> Measure()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, HistoryDays = 100, HistoryPerDay = PerDay });
        var (fewRows, fewPeak) = Stream(server, days: 1);
        var (manyRows, manyPeak) = Stream(server, days: 100);

        yield return Figure.Exactly(PerDay, "rows of one day", fewRows);
        yield return Figure.Exactly(100 * PerDay, "rows of a hundred days", manyRows);
        yield return new Figure("peak with 1,000 rows", fewPeak / Megabyte, "MiB");
        yield return new Figure("peak with 100,000 rows", manyPeak / Megabyte, "MiB");
        yield return new Figure("more of it", (manyPeak - fewPeak) / Megabyte, "MiB") { AtMost = 20 };
        yield return Figure.Exactly(1, "pages asked for when the first row came out", PagesAtFirstRow());
    }

    private static long PagesAtFirstRow()
    {
        using var sandbox = new SandboxEngine(new SandboxOptions { RequestsPerSecond = 0, HistoryDays = 4, HistoryPerDay = PerDay });
        long pages = 0;
        sandbox.Run(CountAtFirstRow, out _, ("atFirst", new Action(() => pages = sandbox.Queries)));
        return pages;
    }

    private static (int Rows, long Peak) Stream(SandboxServer server, int days)
    {
        var lines = ScriptProcess.Run(Read, AssembledModule.Manifest, server.Endpoint.ToString(), days.ToString(CultureInfo.InvariantCulture))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var figures = lines[^1].Split(' ');
        return (int.Parse(figures[0], CultureInfo.InvariantCulture), long.Parse(figures[1], CultureInfo.InvariantCulture));
    }
}
