using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>"Too fast" holds every process of the account back, for as long as the service asks.</summary>
public class LockFilePostponementTests : LockFileTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task It_is_told_to_the_others_at_once()
    {
        Process().Postpone(Minute);
        await Waits(Process(), Minute);
    }

    [Fact]
    public async Task A_shorter_one_does_not_replace_a_longer_one()
    {
        var one = Process();
        one.Postpone(Minute);
        one.Postpone(TimeSpan.FromSeconds(10));
        await Waits(one, Minute);
        await Waits(Process(), Minute);
    }

    [Fact]
    public async Task It_is_told_by_the_departure_that_is_under_way()
    {
        var one = Process();
        using (var turn = await one.AcquireAsync(CancellationToken.None).Soon())
        {
            one.Postpone(Minute);
            turn.Departed();
        }

        await Waits(Process(), Minute);
    }

    [Fact]
    public async Task It_is_told_by_a_turn_that_was_given_back_unused()
    {
        var one = Process();
        using (await one.AcquireAsync(CancellationToken.None).Soon())
        {
            one.Postpone(Minute);
        }

        await Waits(Process(), Minute);
    }

    [Fact]
    public async Task It_is_not_forgotten_by_the_departure_of_another()
    {
        var (one, other) = (Process(), Process());
        using (var turn = await other.AcquireAsync(CancellationToken.None).Soon())
        {
            one.Postpone(Minute);
            turn.Departed();
        }

        var elapsed = await Written().Soon();
        await Waits(Process(), Minute - elapsed);
    }

    /// <summary>A minute is far more than ten intervals: who waits for it must not look like one that hangs.</summary>
    [Fact]
    public async Task Who_waits_for_its_end_keeps_nobody_from_hearing_of_it()
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
    public async Task A_wait_that_has_begun_and_gets_long_lets_the_others_hear_of_it()
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
    public async Task After_it_the_interval_is_kept_among_those_who_waited()
    {
        var (one, other) = (Process(), Process());
        one.Postpone(Minute);
        var both = Task.WhenAll(DepartureOf(one), DepartureOf(other));
        Assert.Equal(Minute, await Clock.WaitAsync());
        Assert.Equal(Minute, await Clock.WaitAsync());
        Clock.Advance(Minute);
        while (!both.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        var departures = await both;
        Assert.True((departures[1] - departures[0]).Duration() >= Interval);
    }

    [Fact]
    public async Task More_than_a_quarter_of_an_hour_is_a_clock_that_was_set()
    {
        Process().Postpone(TimeSpan.FromMinutes(16));
        await Depart(Process());
        Assert.Empty(Clock.Waits);
    }

    private async Task<DateTimeOffset> DepartureOf(AccountRateLimiter limiter)
    {
        using var turn = await limiter.AcquireAsync(CancellationToken.None).Soon();
        var now = Clock.GetUtcNow();
        turn.Departed();
        return now;
    }

    private async Task Waits(AccountRateLimiter limiter, TimeSpan expected)
    {
        var turn = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(expected, await Clock.WaitAsync());
        Assert.False(turn.IsCompleted);
    }

    /// <summary>
    /// Lets the process that postponed try again until its postponement is in the file. An attempt fails while this test has the
    /// file open, so there may be more than one.
    /// </summary>
    /// <returns>How much time that took on the clock of the processes.</returns>
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
