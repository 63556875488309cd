using System.Globalization;
using EmailCar.Harness.Faults;
using EmailCar.Harness.Kills;
using EmailCar.Harness.Resolves;
using EmailCar.Harness.Suppressions;

const int DefaultSeed = 1;
const string Seeds = "seeds=";

return args switch
{
    ["kill", var kills] => await Kill(Number(kills), DefaultSeed),
    ["kill", var kills, var seed] => await Kill(Number(kills), Number(seed)),
    ["faults"] => await Faults(10_000, [1, 2, 3]),
    ["faults", var recipients] => await Faults(Number(recipients), [1, 2, 3]),
    ["faults", var recipients, var seeds] when seeds.StartsWith(Seeds, StringComparison.Ordinal) =>
        await Faults(Number(recipients), [.. seeds[Seeds.Length..].Split(',').Select(Number)]),
    ["resolve", var kills] => await Resolve(Number(kills), ResolveHarness.Variations),
    ["resolve", var kills, .. var variations] => await Resolve(Number(kills), variations),
    ["suppress"] => await Suppress(8, 1000, 40),
    ["suppress", var processes, var addresses, var kills] => await Suppress(Number(processes), Number(addresses), Number(kills)),
    _ => Usage(),
};

static async Task<int> Kill(int kills, int seed)
{
    var report = await KillHarness.RunAsync(kills, seed, recipients: 2000, parallel: Environment.ProcessorCount);
    Console.WriteLine(report);
    return report.Holds ? 0 : 1;
}

static async Task<int> Faults(int recipients, IReadOnlyList<int> seeds)
{
    var report = await FaultHarness.RunAsync(recipients, seeds, parallel: Environment.ProcessorCount);
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
               dotnet run -c Release --project tests/EmailCar.Harness -- resolve <kills> [variation …]
               dotnet run -c Release --project tests/EmailCar.Harness -- suppress [processes addresses kills]
        """);
    return 2;
}
