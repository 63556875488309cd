namespace EmailCar.Harness.Kills;

/// <summary>
/// Kills the real module at random moments, runs the same line again until it comes to its end, and counts at the
/// server: nobody twice, nobody lost.
/// </summary>
public static class KillHarness
{
    /// <param name="kills">How many processes are killed.</param>
    /// <param name="seed">Seed of the moments; what the processes do meanwhile is up to the machine.</param>
    /// <param name="recipients">Recipients a list.</param>
    /// <param name="parallel">Lists that are worked on at the same time.</param>
    /// <param name="isSmtp">True to send by SMTP, with a file for each recipient.</param>
    public static async Task<KillReport> RunAsync(int kills, int seed, int recipients, int parallel, bool isSmtp = false)
    {
        var budget = new KillBudget(kills);
        var tally = new KillTally();
        var next = seed;
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            while (!budget.IsSpent)
            {
                using var list = new KillList(Interlocked.Increment(ref next), recipients, isSmtp, tally);
                await list.RunAsync(budget);
            }
        }));
        return new KillReport(kills, tally);
    }
}
