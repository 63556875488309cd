using System.Diagnostics;
using System.Management.Automation;

namespace EmailCar.Benchmarks.Sending;

/// <summary>
/// The cost of a row compared with the cost of the engine alone. All rows are created in advance, so that this is not
/// measured; each stage adds one part of the work to the previous stage.
/// </summary>
internal static class RowsFigures
{
    private const int Rows = 200_000;
    private const int WarmUpRows = 5_000;
    private const int Rounds = 3;
    private const double Limit = 4;

    private const string BindOnlyName = "Invoke-BindOnly";

    private static readonly (string Name, string Command)[] Stages =
    [
        ("binding alone (the baseline)", BindOnlyName),
        ("+ reading rows, checking, grouping (-WhatIf)", "Send-EmailCarMail -WhatIf -AllowDuplicate"),
        ("+ spotting duplicates (-WhatIf)", "Send-EmailCarMail -WhatIf"),
        ("+ submitting, answers, results: the whole", "Send-EmailCarMail"),
    ];

    public static IEnumerable<Figure> Measure()
    {
        using var server = new InstantServer();
        using var engine = new Engine((BindOnlyName, BindOnlyCommand()));
        engine.Connect(server.Endpoint);
        Time(engine, Enumerable.Range(1, WarmUpRows));

        var before = server.Submissions;
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Time(engine, Enumerable.Range(1, Rows))).ToArray();
        var medians = Stages.Select((_, stage) => rounds.Select(times => times[stage]).Order().ElementAt(Rounds / 2)).ToArray();

        yield return Figure.Exactly(Rounds * Rows / 50, "submissions", server.Submissions - before);
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            yield return new Figure(Stages[stage].Name, medians[stage], "s");
        }

        yield return new Figure("the whole, in times of the baseline", Math.Round(medians[^1] / medians[0], 2), "") { AtMost = Limit };
    }

    /// <summary>Returns the seconds of each stage. Stages alternate, so that other work of the machine affects all of them equally.</summary>
    private static double[] Time(Engine engine, IEnumerable<int> numbers)
    {
        var rows = numbers.Select(NewRowCommand.Row).ToArray();
        return [.. Stages.Select(stage => Time(engine, stage.Command, rows))];
    }

    private static double Time(Engine engine, string command, PSObject[] rows)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        engine.Run($"$rows | {command} -Subject $subject -Html $html | Out-Null", ("rows", rows), ("subject", Mail.Subject), ("html", Mail.Html));
        return watch.Elapsed.TotalSeconds;
    }

    private static Type BindOnlyCommand()
    {
        using var engine = new Engine();
        var send = engine.Run("Get-Command Send-EmailCarMail").Single();
        return BindOnly.Of(((CmdletInfo)send.BaseObject).ImplementingType);
    }
}
