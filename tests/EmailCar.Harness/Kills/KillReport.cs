namespace EmailCar.Harness.Kills;

/// <summary>The results of all kills.</summary>
public sealed class KillReport
{
    /// <summary>The required number of kills between `sending` and a result; for less than 500 kills, a tenth of them.</summary>
    private const int EnoughDangerous = 50;

    private readonly int _asked;
    private readonly KillTally _tally;
    private readonly IReadOnlyList<DeathRecord> _deaths;

    internal KillReport(int asked, KillTally tally)
    {
        _asked = asked;
        _tally = tally;
        _deaths = tally.Deaths;
    }

    /// <summary>Whether there are no violations, and enough kills happened in the critical phase.</summary>
    public bool Holds => _deaths.Count == _asked && !_tally.Findings.Any && Dangerous >= DangerousNeeded;

    private int Dangerous => _deaths.Count(d => d.Open > 0);

    private int DangerousNeeded => Math.Min(EnoughDangerous, _asked / 10);

    /// <summary>Returns the figures as a table.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            Row("kills", _deaths.Count),
            Row("lists that came to their end", _tally.Lists, $"{_tally.Recipients} recipients"),
            Row("recipients accepted twice", _tally.Findings[KillTally.Twice]),
            Row("recipients lost", _tally.Findings[KillTally.Lost]),
            Row("recipients Unknown", _tally.Unknown, $"all of them in flight at a death; {_tally.UnknownAccepted} had arrived"),
            "",
            "journal at the moment of death",
            Row("  nothing yet", _deaths.Count(d => d.Sent == 0)),
            Row("  between sending and outcome", Dangerous, $"at least {DangerousNeeded} wanted"),
            .. _deaths.Where(d => d.Open > 0).GroupBy(d => d.Open).OrderBy(g => g.Key).Select(OpenRow),
            Row("  all settled", _deaths.Count(d => d.Sent > 0 && d.Open == 0)),
            Row("  torn last line", _deaths.Count(d => d.IsTorn), $"and {_tally.TornByHand} torn by the harness"),
            "",
            _tally.Findings.Any ? "does not hold" : "all holds",
            .. _tally.Findings.Lines(),
        ]);

    private static string OpenRow(IGrouping<int, DeathRecord> deaths) => Row(
        $"    {deaths.Key} submission{(deaths.Key == 1 ? "" : "s")} open",
        deaths.Count(),
        $"{deaths.Sum(d => d.OpenAccepted)} of these {deaths.Key * deaths.Count()} submissions had arrived");

    private static string Row(string name, int value, string note = "") =>
        $"{name,-34}{value,8:N0}{(note.Length > 0 ? $"   ({note})" : "")}";
}
