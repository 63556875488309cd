using EmailCar.Sandbox;

namespace EmailCar;

/// <summary>The names of the faults as parameter values.</summary>
internal static class SandboxFaultNames
{
    public static IReadOnlyList<SandboxFault> Parse(string[]? names) =>
        [.. (names ?? []).Select(name => (SandboxFault)Enum.Parse(typeof(SandboxFault), name, ignoreCase: true)).Distinct()];
}
