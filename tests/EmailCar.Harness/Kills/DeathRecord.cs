namespace EmailCar.Harness.Kills;

/// <summary>The state of the journal and of the server when a process was killed.</summary>
/// <param name="Sent">The recipients that the run had recorded as being sent.</param>
/// <param name="Open">The number of submissions with `sending` and without a result.</param>
/// <param name="OpenAccepted">How many of them the server has accepted.</param>
/// <param name="IsTorn">True if the last line was incomplete.</param>
internal sealed record DeathRecord(int Sent, int Open, int OpenAccepted, bool IsTorn);
