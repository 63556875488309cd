using EmailCar.Harness.Children;

namespace EmailCar.Harness.Faults;

/// <summary>What one run against faults came to.</summary>
/// <param name="Name">The kind of fault.</param>
/// <param name="Submissions">As the server saw them arrive, second tries included.</param>
/// <param name="Hits">How often each fault was done.</param>
/// <param name="Output">What the run against the faults said.</param>
/// <param name="Accounting">What does not hold, of that run and of the one after it.</param>
/// <param name="Elapsed">How long the run against the faults took, its process included.</param>
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
