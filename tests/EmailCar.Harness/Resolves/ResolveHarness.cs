using EmailCar.Harness.Kills;

namespace EmailCar.Harness.Resolves;

/// <summary>
/// Kills runs at random moments, resolves the unknown emails and repeats the same command: accepted emails become
/// Submitted, and no others do; in the end, everyone has exactly one email.
/// </summary>
public static class ResolveHarness
{
    /// <summary>The names of the variations.</summary>
    public static IReadOnlyList<string> Variations => Enum.GetNames<Variation>();

    /// <param name="variation">The name of the variation.</param>
    /// <param name="kills">The number of processes to kill.</param>
    /// <param name="seed">The seed of the moments.</param>
    /// <param name="recipients">The number of recipients per list.</param>
    /// <param name="parallel">The number of lists at the same time.</param>
    public static async Task<(bool Holds, string Report)> RunAsync(string variation, int kills, int seed, int recipients, int parallel)
    {
        var kind = Enum.Parse<Variation>(variation);
        var budget = new KillBudget(kills);
        var tally = new ResolveTally(kind);
        var next = seed;
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            while (!budget.IsSpent)
            {
                using var list = new ResolveList(kind, Interlocked.Increment(ref next), recipients, tally);
                await list.RunAsync(budget);
            }
        }));
        return (tally.Holds, tally.ToString());
    }
}
