namespace EmailCar.Sandbox;

/// <summary>Determines which submissions have a fault, and which fault.</summary>
/// <param name="Kinds">The faults to choose from; empty for no faults.</param>
/// <param name="Percent">The percentage of submissions with a fault, 0 to 100.</param>
/// <param name="Seed">The same seed gives the same submissions the same faults, in any order of arrival.</param>
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
