namespace EmailCar.Harness.Faults;

/// <summary>The planned fault of one submission.</summary>
/// <param name="Fault">The fault; null for a normal response.</param>
/// <param name="IsAccepted">True if the email is sent although the fault occurs, if the fault allows both.</param>
/// <param name="IsRefused">True if the response, if there is one, is a rejection.</param>
/// <param name="Shade">0 to 1: the variant of the fault, or the position in the response.</param>
internal sealed record Fate(FaultKind? Fault, bool IsAccepted, bool IsRefused, double Shade)
{
    public static Fate Good { get; } = new(null, true, false, 0);

    /// <summary>Selects one of this many variants.</summary>
    public int Form(int forms) => (int)(Shade * forms);
}
