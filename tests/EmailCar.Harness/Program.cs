using System.Globalization;
using EmailCar.Harness.Kills;

const int DefaultSeed = 1;

return args switch
{
    ["kill", var kills] => await Kill(Number(kills), DefaultSeed),
    ["kill", var kills, var seed] => await Kill(Number(kills), Number(seed)),
    _ => Usage(),
};

static async Task<int> Kill(int kills, int seed)
{
    var report = await KillHarness.RunAsync(kills, seed, recipients: 2000, parallel: Environment.ProcessorCount);
    Console.WriteLine(report);
    return report.Holds ? 0 : 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/EmailCar.Harness -- kill <kills> [seed]
        """);
    return 2;
}
