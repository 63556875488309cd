using System.Collections.Concurrent;
using System.Diagnostics;

namespace EmailCar.Harness.Faults;

/// <summary>Sends to servers with all kinds of faults, and compares every status with the records of the server.</summary>
public static class FaultHarness
{
    private const double Share = 0.05;
    private const double TestShare = 0.25;
    private const int TestSubmissions = 60;
    private const int HitsWanted = 100;

    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    /// <summary>Makes separate runs for each kind of fault and seed, and for a service that hangs.</summary>
    /// <param name="recipients">The number of recipients per run.</param>
    /// <param name="seeds">The seeds of the plans.</param>
    /// <param name="parallel">The number of runs at the same time.</param>
    public static async Task<FaultReport> RunAsync(int recipients, IReadOnlyList<int> seeds, int parallel)
    {
        var running = Stopwatch.StartNew();
        var outcomes = new ConcurrentBag<FaultOutcome>();
        var runs = Kinds
            .SelectMany(kind => seeds.Select(seed => new FaultRun(
                kind.ToString(), new FaultPlan([kind], Share, Seed(seed, kind)), kind is FaultKind.Late or FaultKind.Never, recipients)))
            .Prepend(Hung(recipients));
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel };
        await Parallel.ForEachAsync(runs, options, async (run, _) => outcomes.Add(await run.RunAsync()));
        return new FaultReport([.. outcomes], HitsWanted, running.Elapsed);
    }

    /// <summary>Makes one small run with all kinds.</summary>
    /// <param name="recipients">The number of recipients.</param>
    /// <param name="seed">The seed of the plan.</param>
    public static async Task<FaultReport> RunMixedAsync(int recipients, int seed)
    {
        var plan = new FaultPlan(Kinds, TestShare, seed);
        return Report(await new FaultRun("all kinds", plan, isAboutTime: true, recipients, TestSubmissions).RunAsync());
    }

    /// <summary>Makes a run with a service that accepts connections and never responds.</summary>
    /// <param name="recipients">The number of recipients.</param>
    public static async Task<FaultReport> RunHungAsync(int recipients) => Report(await Hung(recipients).RunAsync());

    private static FaultReport Report(FaultOutcome outcome) => new([outcome], hitsWanted: 1, outcome.Elapsed);

    /// <summary>Returns a different seed, and thus different recipients, for each kind.</summary>
    private static int Seed(int seed, FaultKind kind) => (seed * Kinds.Length) + (int)kind;

    private static FaultRun Hung(int recipients) => new(FaultReport.HungName, FaultPlan.Hung(), isAboutTime: true, recipients);
}
