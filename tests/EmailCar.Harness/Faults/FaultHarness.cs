using System.Collections.Concurrent;
using System.Diagnostics;

namespace EmailCar.Harness.Faults;

/// <summary>Sends against servers that fail in all the ways they do, and holds every status against the server's record.</summary>
public static class FaultHarness
{
    private const double Share = 0.05;
    private const double TestShare = 0.25;
    private const int TestSubmissions = 60;
    private const int HitsWanted = 100;

    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    /// <summary>Each kind of fault in runs of its own, one a seed, and a service that hangs.</summary>
    /// <param name="recipients">Recipients a run.</param>
    /// <param name="seeds">Seeds of the plans.</param>
    /// <param name="parallel">Runs that go on at the same time.</param>
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

    /// <summary>All kinds in one small run.</summary>
    /// <param name="recipients">How many there are.</param>
    /// <param name="seed">Seed of the plan.</param>
    public static async Task<FaultReport> RunMixedAsync(int recipients, int seed)
    {
        var plan = new FaultPlan(Kinds, TestShare, seed);
        return Report(await new FaultRun("all kinds", plan, isAboutTime: true, recipients, TestSubmissions).RunAsync());
    }

    /// <summary>A service that accepts connections and never answers.</summary>
    /// <param name="recipients">How many there are.</param>
    public static async Task<FaultReport> RunHungAsync(int recipients) => Report(await Hung(recipients).RunAsync());

    private static FaultReport Report(FaultOutcome outcome) => new([outcome], hitsWanted: 1, outcome.Elapsed);

    /// <summary>Every kind meets other recipients.</summary>
    private static int Seed(int seed, FaultKind kind) => (seed * Kinds.Length) + (int)kind;

    private static FaultRun Hung(int recipients) => new(FaultReport.HungName, FaultPlan.Hung(), isAboutTime: true, recipients);
}
