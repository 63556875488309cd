using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>"Too fast" postpones every process of the account for as long as the service asks.</summary>
public class LockFilePostponementTests : LockFileTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Other_processes_receive_a_postponement_at_once()
    {
        Process().Postpone(Minute);
        await Waits(Process(), Minute);
    }

    [Fact]
    public async Task A_shorter_postponement_does_not_replace_a_longer_one()
    {
        var one = Process();
        one.Postpone(Minute);
        one.Postpone(TimeSpan.FromSeconds(10));
        await Waits(one, Minute);
        await Waits(Process(), Minute);
    }

    [Fact]
    public async Task A_postponement_is_written_with_the_departure_in_progress()
    {
        var one = Process();
        using (var lease = await one.AcquireAsync(CancellationToken.None).Soon())
        {
            one.Postpone(Minute);
            lease.Departed();
        }

        await Waits(Process(), Minute);
    }

    [Fact]
    public async Task A_postponement_is_written_with_a_lease_that_is_returned_unused()
    {
        var one = Process();
        using (await one.AcquireAsync(CancellationToken.None).Soon())
        {
            one.Postpone(Minute);
        }

        await Waits(Process(), Minute);
    }

    [Fact]
    public async Task A_postponement_is_not_overwritten_by_the_departure_of_another_process()
    {
        var (one, other) = (Process(), Process());
        using (var lease = await other.AcquireAsync(CancellationToken.None).Soon())
        {
            one.Postpone(Minute);
            lease.Departed();
        }

        var elapsed = await Written().Soon();
        await Waits(Process(), Minute - elapsed);
    }

    /// <summary>A minute is much more than ten intervals: a process that waits for it must not look like one that stalls.</summary>
    [Fact]
    public async Task A_process_that_waits_for_its_end_does_not_hide_a_postponement()
    {
        var (one, other) = (Process(), Process());
        one.Postpone(Minute);
        var first = one.AcquireAsync(CancellationToken.None);
        Assert.Equal(Minute, await Clock.WaitAsync());
        var second = other.AcquireAsync(CancellationToken.None);
        Assert.Equal(Minute, await Clock.WaitAsync());
        Clock.Advance(Minute);
        await Task.WhenAny(first, second).Soon();
        Assert.Equal((RateLimitProblem.None, RateLimitProblem.None), (one.Problem, other.Problem));
    }

    [Fact]
    public async Task A_wait_that_becomes_long_releases_the_lock_for_others()
    {
        var (one, other) = (Process(), Process());
        await Depart(one);
        var first = one.AcquireAsync(CancellationToken.None);
        Assert.Equal(Interval, await Clock.WaitAsync());
        one.Postpone(Minute);
        Clock.Advance(Interval);
        Assert.Equal(Minute - Interval, await Clock.WaitAsync());
        var second = other.AcquireAsync(CancellationToken.None);
        Assert.Equal(Minute - Interval, await Clock.WaitAsync());
        Assert.False(first.IsCompleted || second.IsCompleted);
    }

    [Fact]
    public async Task After_a_postponement_the_interval_applies_among_the_waiting_processes()
    {
        var (one, other) = (Process(), Process());
        one.Postpone(Minute);
        var first = one.AcquireAsync(CancellationToken.None);
        var second = other.AcquireAsync(CancellationToken.None);
        Assert.Equal(Minute, await Clock.WaitAsync());
        Assert.Equal(Minute, await Clock.WaitAsync());
        Clock.Advance(Minute);
        var earlier = await Task.WhenAny(first, second).Soon();
        using (var lease = await earlier)
        {
            lease.Departed();
        }

        var departed = Clock.GetUtcNow();
        var later = earlier == first ? second : first;
        while (!later.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.True(Clock.GetUtcNow() - departed >= Interval);
    }

    [Fact]
    public async Task A_postponement_of_more_than_a_quarter_of_an_hour_is_ignored()
    {
        Process().Postpone(TimeSpan.FromMinutes(16));
        await Depart(Process());
        Assert.Empty(Clock.Waits);
    }

    private async Task Waits(AccountRateLimiter limiter, TimeSpan expected)
    {
        var lease = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(expected, await Clock.WaitAsync());
        Assert.False(lease.IsCompleted);
    }

    /// <summary>
    /// Lets the process that postponed retry until its postponement is in the file. An attempt fails while this test has the file
    /// open, so there may be several.
    /// </summary>
    /// <returns>The time that this took on the clock of the processes.</returns>
    private async Task<TimeSpan> Written()
    {
        var elapsed = TimeSpan.Zero;
        string? before = null;
        while (true)
        {
            var pause = await Clock.WaitAsync();
            var file = Directory.GetFiles(Folder).Single();
            before ??= Read(file);
            var waits = Clock.Waits.Count;
            Clock.Advance(pause);
            elapsed += pause;
            while (Clock.Waits.Count == waits)
            {
                if (Read(file) is { Length: > 0 } now && now != before)
                {
                    return elapsed;
                }

                await Task.Yield();
            }
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // locked
        }
    }
}
