using System.Globalization;
using EmailCar.Testing;

namespace EmailCar.Harness.Machines;

/// <summary>Several machines that share an account through a real Redis server.</summary>
public static class RedisHarness
{
    /// <summary>Why it cannot run; null if it can.</summary>
    public static string? Missing => RedisServer.Missing;

    /// <summary>Parses the arguments of a command line; null if they are not valid.</summary>
    public static Func<Task<MachineReport>>? Find(string[] words) => words switch
    {
        ["rate", var processes, var rate, var seconds] => () => RateRound.RunAsync(Number(processes), Number(rate), Number(seconds)),
        ["kill", var rounds] => () => KillRounds.RunAsync(Number(rounds), seed: 1, parallel: 4),
        ["kill", var rounds, var seed] => () => KillRounds.RunAsync(Number(rounds), Number(seed), parallel: 4),
        ["kill", var rounds, var seed, var parallel] => () => KillRounds.RunAsync(Number(rounds), Number(seed), Number(parallel)),
        ["stop", var held, var random] => () => StopRounds.RunAsync(Number(held), Number(random)),
        ["crash", var rounds] => () => CrashRounds.RunAsync(Number(rounds), downSeconds: 20),
        _ => null,
    };

    /// <summary>Returns the error of a machine's clock, in seconds: alternately 30 s fast and 30 s slow.</summary>
    internal static int ClockOf(int machine) => machine % 2 == 0 ? 30 : -30;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
