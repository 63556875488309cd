namespace EmailCar.Guarding;

/// <summary>What a staging guard does with one address.</summary>
public enum GuardOutcome
{
    /// <summary>The email is sent to the address.</summary>
    Allowed,

    /// <summary>The email is sent to another address instead.</summary>
    Redirected,

    /// <summary>No email is sent.</summary>
    Rejected,
}

/// <summary>The decision of a staging guard on one address.</summary>
/// <param name="Outcome">What happens to the email.</param>
/// <param name="Address">The address that receives the email: the original address or the redirect address; null if the email is
/// rejected.</param>
public readonly record struct GuardDecision(GuardOutcome Outcome, string? Address);
