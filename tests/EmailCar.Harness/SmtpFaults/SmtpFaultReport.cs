namespace EmailCar.Harness.SmtpFaults;

/// <summary>What the servers accepted, compared with the returned status.</summary>
public sealed class SmtpFaultReport
{
    private readonly IReadOnlyList<SmtpFaultOutcome> _outcomes;

    internal SmtpFaultReport(IReadOnlyList<SmtpFaultOutcome> outcomes) => _outcomes = outcomes;

    /// <summary>Whether no status contradicts its server.</summary>
    public bool Holds => Contradictions == 0;

    private int Contradictions => _outcomes.Sum(outcome => outcome.Contradictions.Count);

    /// <summary>Returns the counts as a table.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            $"{"",-6}{"stage",-12}{"failure",-12}{"how often",-11}{"kept",-6}{"failures",9}{"whole",7}{"accepted",10}{"Submitted",11}{"Rejected",10}{"NotSent",9}{"Unknown",9}{"contradictions",16}",
            .. _outcomes.Select(Row),
            "",
            $"{_outcomes.Count} cases of {SmtpFaultCase.Recipients} emails, {Contradictions} contradictions",
            .. _outcomes.SelectMany(outcome => outcome.Contradictions.Select(words => $"  {Name(outcome.Case)}: {words}")),
        ]);

    private static string Name(SmtpFaultCase c) =>
        $"{(c.IsSecure ? "TLS" : "plain"),-6}{c.Stage,-12}{c.Failure,-12}{(c.IsForEver ? "each time" : "once"),-11}{(c.Accepts ? "yes" : "no"),-6}";

    private static string Row(SmtpFaultOutcome o) =>
        $"{Name(o.Case)}{o.Failures,9}{o.Whole,7}{o.Accepted,10}{o.Count("Submitted"),11}{o.Count("Rejected"),10}{o.Count("NotSent"),9}{o.Count("Unknown"),9}{o.Contradictions.Count,16}";
}
