namespace EmailCar.Harness.Kills;

/// <summary>
/// Kills the module at random moments, repeats the same command until it is completed, and compares with the server:
/// no email is sent twice, and none is lost.
/// </summary>
public static class KillHarness
{
    /// <param name="kills">The number of processes to kill.</param>
    /// <param name="seed">The seed of the moments; what the processes do until then depends on the machine.</param>
    /// <param name="recipients">The number of recipients per list.</param>
    /// <param name="parallel">The number of lists at the same time.</param>
    /// <param name="isSmtp">True to send by SMTP, with an attachment for each recipient.</param>
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
