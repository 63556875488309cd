using System.Globalization;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Journals;

/// <summary>Get-EmailCarJournal -Summary in a separate process, with a journal that Send-EmailCarMail wrote.</summary>
internal static class SummaryFigures
{
    private const int Few = 100;
    private const double Megabyte = 1024 * 1024;

    /// <summary>The first call with the large journal shows the memory, and the second one the time without compilation.</summary>
    private const string Script = """
        param($Manifest, $Few, $Many)
        Import-Module $Manifest
        $null = 1..3 | ForEach-Object { Get-EmailCarJournal $Few -Summary }
        $before = (Get-Process -Id $PID).PeakWorkingSet64
        $summary = Get-EmailCarJournal $Many -Summary
        $peak = (Get-Process -Id $PID).PeakWorkingSet64
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $null = Get-EmailCarJournal $Many -Summary
        $seconds = $watch.Elapsed.TotalSeconds
        foreach ($value in $summary.Submitted, ($peak - $before), $seconds) { $value.ToString([cultureinfo]::InvariantCulture) }
        """;

    public static IEnumerable<Figure> Measure(int emails, double? longest = null, double? most = null)
    {
        using var server = new InstantServer();
        using var folder = new TemporaryFolder();
        using (var engine = new Engine(("New-Row", typeof(NewRowCommand))))
        {
            engine.Connect(server.Endpoint);
            Write(engine, folder.File("few.jsonl"), Few);
            Write(engine, folder.File("many.jsonl"), emails);
        }

        var values = ScriptProcess.Run(Script, AssembledModule.Manifest, folder.File("few.jsonl"), folder.File("many.jsonl"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        yield return new Figure("journal", new FileInfo(folder.File("many.jsonl")).Length / Megabyte, "MiB");
        yield return Figure.Exactly(emails, "emails that the summary counts as Submitted", values[0]);
        yield return new Figure("peak working set above the start", values[1] / Megabyte, "MiB") { AtMost = most };
        yield return new Figure("of it for each email", values[1] / emails, "bytes");
        yield return new Figure("time of the second call", values[2], "s") { AtMost = longest };
    }

    private static void Write(Engine engine, string journal, int emails) => engine.Run(
        "New-Row -Count $count | Send-EmailCarMail -Subject $subject -Html $html -JournalPath $journal | Out-Null",
        ("count", emails),
        ("subject", Mail.Subject),
        ("html", Mail.Html),
        ("journal", journal));
}
