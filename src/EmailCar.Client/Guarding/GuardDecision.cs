namespace EmailCar.Guarding;

/// <summary>What a staging guard does with one address.</summary>
public enum GuardOutcome
{
    /// <summary>The address receives.</summary>
    Allowed,

    /// <summary>Another address receives instead.</summary>
    Redirected,

    /// <summary>Nothing is sent.</summary>
    Rejected,
}

/// <summary>What a staging guard decides on one address.</summary>
/// <param name="Outcome">What is done.</param>
/// <param name="Address">Who receives: the address itself, or the one that it is redirected to; null when nobody does.</param>
public readonly record struct GuardDecision(GuardOutcome Outcome, string? Address);
