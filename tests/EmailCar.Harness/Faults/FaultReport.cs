using System.Globalization;

namespace EmailCar.Harness.Faults;

/// <summary>The results of all runs with faults.</summary>
public sealed class FaultReport
{
    internal const string HungName = "never answers anything";

    private readonly IReadOnlyList<FaultOutcome> _outcomes;
    private readonly int _hitsWanted;
    private readonly TimeSpan _elapsed;

    internal FaultReport(IReadOnlyList<FaultOutcome> outcomes, int hitsWanted, TimeSpan elapsed)
    {
        _outcomes = outcomes;
        _hitsWanted = hitsWanted;
        _elapsed = elapsed;
    }

    /// <summary>True if every status agrees with the server's records, and each kind of fault occurred often enough.</summary>
    public bool Holds => _outcomes.All(o => !o.Accounting.Findings.Any) && TooFewHits.Length == 0;

    private FaultKind[] TooFewHits =>
        [.. Hits.GroupBy(h => h.Key).Where(g => g.Sum(h => h.Value) < _hitsWanted).Select(g => g.Key)];

    private IEnumerable<KeyValuePair<FaultKind, int>> Hits => _outcomes.Where(o => o.Name != HungName).SelectMany(o => o.Hits);

    /// <summary>Returns the figures as a table.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            $"{"kind",-24}{"runs",6}{"arrivals",10}{"hits",8}{"Submitted",11}{"Rejected",10}{"Unknown",9}{"NotSent",9}{"twice",7}{"wrong",7}{"late",6}{"seconds",9}",
            .. _outcomes.GroupBy(o => o.Name).OrderBy(g => Order(g.Key)).Select(g => Row(g.Key, [.. g])),
            "",
            Holds ? "all holds" : "does not hold",
            .. TooFewHits.Select(kind => $"  {kind}: fewer than {_hitsWanted} hits"),
            .. _outcomes.SelectMany(o => o.Accounting.Findings.Lines().Select(line => $"  {o.Name}:{line}")),
            "",
            "late: Unknown because the machine was slower than the time-out of a second, though the server had answered in time",
            string.Create(CultureInfo.InvariantCulture, $"seconds: of the runs against the faults; all together, with the runs after them, {_elapsed.TotalSeconds:0} s"),
        ]);

    private static int Order(string name) => Enum.TryParse<FaultKind>(name, out var kind) ? (int)kind : int.MaxValue;

    private static string Row(string name, FaultOutcome[] runs)
    {
        var hits = runs.Sum(o => o.Hits.Values.Sum());
        var twice = runs.Sum(o => o.Accounting.Findings[FaultAccounting.Twice]);
        var wrong = runs.Sum(o => o.Accounting.Findings.Count) - twice;
        var late = runs.Sum(o => o.Accounting.TakenForLate);
        var seconds = runs.Sum(o => o.Elapsed.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
        int Count(string status) => runs.Sum(o => o.Count(status));
        return $"{name,-24}{runs.Length,6}{runs.Sum(o => o.Submissions),10:N0}{hits,8:N0}{Count("Submitted"),11:N0}{Count("Rejected"),10:N0}"
            + $"{Count("Unknown"),9:N0}{Count("NotSent"),9:N0}{twice,7:N0}{wrong,7:N0}{late,6:N0}{seconds,9}";
    }
}
