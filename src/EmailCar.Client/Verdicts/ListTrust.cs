namespace EmailCar.Verdicts;

/// <summary>What submissions that are known to have arrived showed of the service's list.</summary>
/// <param name="IsAltered">True when a row of theirs does not show what was sent: then no row can be compared.</param>
/// <param name="AreIdsTheSame">False when rows carry other ids than the answers did: then no id says whose a row is.</param>
/// <param name="IsComplete">False when one of them is missing where it should stand: then nothing follows from a missing row.</param>
internal sealed record ListTrust(bool IsAltered, bool AreIdsTheSame, bool IsComplete);
