using EmailCar.Sandbox;

namespace EmailCar;

/// <summary>The kinds of faults by the names that parameters take.</summary>
internal static class SandboxFaultNames
{
    public static IReadOnlyList<SandboxFault> Parse(string[]? names) =>
        [.. (names ?? []).Select(name => (SandboxFault)Enum.Parse(typeof(SandboxFault), name, ignoreCase: true)).Distinct()];
}
