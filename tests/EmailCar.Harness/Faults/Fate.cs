namespace EmailCar.Harness.Faults;

/// <summary>What is to become of one submission.</summary>
/// <param name="Fault">Null when it gets its answer.</param>
/// <param name="IsAccepted">Whether the mail goes out for all that, where the fault leaves it open.</param>
/// <param name="IsRefused">Whether the answer, where there is one, is a refusal.</param>
/// <param name="Shade">0 to 1: which of a fault's forms, or where in the answer.</param>
internal sealed record Fate(FaultKind? Fault, bool IsAccepted, bool IsRefused, double Shade)
{
    public static Fate Good { get; } = new(null, true, false, 0);

    /// <summary>One of so many forms.</summary>
    public int Form(int forms) => (int)(Shade * forms);
}
