using System.Globalization;
using EmailCar.Harness.Faults;
using EmailCar.Harness.Kills;
using EmailCar.Harness.Machines;
using EmailCar.Harness.Resolves;
using EmailCar.Harness.SmtpFaults;
using EmailCar.Harness.Suppressions;

// The servers of the harness record arrival times, which must not wait until a thread is created.
ThreadPool.SetMinThreads(64, 64);

const int DefaultSeed = 1;
const string Seeds = "seeds=";

return args switch
{
    ["kill", var kills] => await Kill(Number(kills), DefaultSeed),
    ["kill", var kills, var seed] => await Kill(Number(kills), Number(seed)),
    ["smtp", "kill", var kills] => await Kill(Number(kills), DefaultSeed, isSmtp: true),
    ["smtp", "kill", var kills, var seed] => await Kill(Number(kills), Number(seed), isSmtp: true),
    ["smtp", "faults"] => await SmtpFaults([]),
    ["smtp", "faults", .. var stages] => await SmtpFaults(stages),
    ["faults"] => await Faults(10_000, [1, 2, 3]),
    ["faults", var recipients] => await Faults(Number(recipients), [1, 2, 3]),
    ["faults", var recipients, var seeds] when seeds.StartsWith(Seeds, StringComparison.Ordinal) =>
        await Faults(Number(recipients), [.. seeds[Seeds.Length..].Split(',').Select(Number)]),
    ["resolve", var kills] => await Resolve(Number(kills), ResolveHarness.Variations),
    ["resolve", var kills, .. var variations] => await Resolve(Number(kills), variations),
    ["suppress"] => await Suppress(8, 1000, 40),
    ["suppress", var processes, var addresses, var kills] => await Suppress(Number(processes), Number(addresses), Number(kills)),
    ["redis", .. var what] when RedisHarness.Find(what) is { } run => await Redis(run),
    _ => Usage(),
};

static async Task<int> Redis(Func<Task<MachineReport>> run)
{
    var report = await run();
    Console.WriteLine(report);
    return report.Holds ? 0 : 1;
}

static async Task<int> Kill(int kills, int seed, bool isSmtp = false)
{
    var report = await KillHarness.RunAsync(kills, seed, recipients: isSmtp ? 500 : 2000, parallel: Environment.ProcessorCount, isSmtp);
    Console.WriteLine(report);
    return report.Holds ? 0 : 1;
}

static async Task<int> Faults(int recipients, IReadOnlyList<int> seeds)
{
    var report = await FaultHarness.RunAsync(recipients, seeds, parallel: Environment.ProcessorCount);
    Console.WriteLine(report);
    return report.Holds ? 0 : 1;
}

static async Task<int> SmtpFaults(IReadOnlyList<string> stages)
{
    var report = await SmtpFaultHarness.RunAsync(SmtpFaultCase.All(stages));
    Console.WriteLine(report);
    return report.Holds ? 0 : 1;
}

static async Task<int> Resolve(int kills, IReadOnlyList<string> variations)
{
    var all = true;
    foreach (var variation in variations)
    {
        var (holds, report) = await ResolveHarness.RunAsync(variation, kills, DefaultSeed, recipients: 1000, parallel: Environment.ProcessorCount);
        Console.WriteLine(report);
        all &= holds;
    }

    return all ? 0 : 1;
}

static async Task<int> Suppress(int processes, int addresses, int kills)
{
    var all = true;
    Func<Task<(bool, string)>>[] parts =
    [
        SuppressionHarness.ShapesAsync,
        () => SuppressionHarness.AddAsync(processes, addresses),
        () => SuppressionHarness.KillAsync(kills, Math.Min(processes, 4), DefaultSeed),
    ];
    foreach (var part in parts)
    {
        var (holds, report) = await part();
        Console.WriteLine(report);
        all &= holds;
    }

    return all ? 0 : 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/EmailCar.Harness -- kill <kills> [seed]
               dotnet run -c Release --project tests/EmailCar.Harness -- faults [recipients [seeds=1,2,3]]
               dotnet run -c Release --project tests/EmailCar.Harness -- smtp kill <kills> [seed]
               dotnet run -c Release --project tests/EmailCar.Harness -- smtp faults [stage …]
               dotnet run -c Release --project tests/EmailCar.Harness -- resolve <kills> [variation …]
               dotnet run -c Release --project tests/EmailCar.Harness -- suppress [processes addresses kills]
               dotnet run -c Release --project tests/EmailCar.Harness -- redis rate <processes> <rate> <seconds>
               dotnet run -c Release --project tests/EmailCar.Harness -- redis kill <rounds> [seed [parallel]]
               dotnet run -c Release --project tests/EmailCar.Harness -- redis stop <held> <random>
               dotnet run -c Release --project tests/EmailCar.Harness -- redis crash <rounds>
        """);
    return 2;
}
