namespace EmailCar.Harness.Kills;

/// <summary>The journal and the server at the moment of a death.</summary>
/// <param name="Sent">Recipients that the run had journalled as being sent.</param>
/// <param name="Open">Submissions between `sending` and their outcome.</param>
/// <param name="OpenAccepted">Those of them that the server has accepted.</param>
/// <param name="IsTorn">True when the last line had no end.</param>
internal sealed record DeathRecord(int Sent, int Open, int OpenAccepted, bool IsTorn);
