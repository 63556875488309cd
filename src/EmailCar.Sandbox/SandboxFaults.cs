namespace EmailCar.Sandbox;

/// <summary>Which submissions meet a fault, and which one.</summary>
/// <param name="Kinds">The faults to choose from; none for no faults.</param>
/// <param name="Percent">How many submissions in a hundred meet one, 0 to 100.</param>
/// <param name="Seed">The same seed gives the same faults to the same submissions, whatever the order in which they arrive.</param>
public sealed record SandboxFaults(IReadOnlyList<SandboxFault> Kinds, double Percent, int Seed)
{
    /// <summary>No faults.</summary>
    public static SandboxFaults None { get; } = new([], 0, 0);

    internal void Validate(string option)
    {
        if (!(Percent >= 0 && Percent <= 100))
        {
            throw new ArgumentOutOfRangeException(option, $"{option}: the percentage must be from 0 to 100.");
        }

        if (Kinds.Any(kind => kind is < SandboxFault.TooFast or > SandboxFault.NoPoints))
        {
            throw new ArgumentOutOfRangeException(option, $"{option}: the faults must be values of the enumeration.");
        }
    }
}
