using EmailCar.Harness.Kills;

namespace EmailCar.Harness.Resolves;

/// <summary>
/// Kills runs at random moments, resolves what is unknown after them and runs the same line again: what was accepted becomes
/// Submitted, nothing else does, and in the end everybody has one email.
/// </summary>
public static class ResolveHarness
{
    /// <summary>The names of the variations.</summary>
    public static IReadOnlyList<string> Variations => Enum.GetNames<Variation>();

    /// <param name="variation">Its name.</param>
    /// <param name="kills">How many processes are killed.</param>
    /// <param name="seed">Seed of the moments.</param>
    /// <param name="recipients">Recipients a list.</param>
    /// <param name="parallel">Lists that are worked on at the same time.</param>
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
