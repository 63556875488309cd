using EmailCar.Harness.Children;

namespace EmailCar.Harness.Faults;

/// <summary>The result of one run with faults.</summary>
/// <param name="Name">The kind of fault.</param>
/// <param name="Submissions">The number of submissions that arrived at the server, including retries.</param>
/// <param name="Hits">How often each fault occurred.</param>
/// <param name="Output">The output of the run with faults.</param>
/// <param name="Accounting">The violations found in that run and in the one after it.</param>
/// <param name="Elapsed">The duration of the run with faults, including its process.</param>
internal sealed record FaultOutcome(
    string Name,
    int Submissions,
    IReadOnlyDictionary<FaultKind, int> Hits,
    RunOutput Output,
    FaultAccounting Accounting,
    TimeSpan Elapsed)
{
    public int Count(string status) => Output.Results.Count(r => r.Status == status);
}
