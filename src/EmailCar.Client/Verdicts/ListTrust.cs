namespace EmailCar.Verdicts;

/// <summary>What the accepted submissions show about the reliability of the service's list.</summary>
/// <param name="IsAltered">True if one of their rows differs from what was sent, so that rows cannot be compared.</param>
/// <param name="AreIdsTheSame">False if rows have other ids than the responses had, so that ids do not identify rows.</param>
/// <param name="IsComplete">False if one of them is missing where it should be listed, so that a missing row proves nothing.</param>
internal sealed record ListTrust(bool IsAltered, bool AreIdsTheSame, bool IsComplete);
