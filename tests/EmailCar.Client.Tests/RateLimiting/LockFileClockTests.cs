using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>Machines that share a folder and have different times: the clock of the share is used.</summary>
public class LockFileClockTests : LockFileTest
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task The_next_departure_of_another_machine_waits_for_the_interval(int skewSeconds)
    {
        var there = new TestClock();
        (skewSeconds > 0 ? there : Clock).Advance(TimeSpan.FromSeconds(Math.Abs(skewSeconds)));
        await Depart(Machine("there", there));
        _ = Machine("here", Clock).AcquireAsync(CancellationToken.None);
        Assert.InRange(await Clock.WaitAsync(), Interval - TimeSpan.FromMilliseconds(900), Interval);
    }

    [Fact]
    public async Task Old_stamps_of_another_machine_delay_nothing()
    {
        await Depart(Machine("there", new TestClock()));
        var file = Directory.GetFiles(Folder).Single();
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file) - Interval - Tick - Tick);
        await Depart(Machine("here", Clock));
        Assert.Empty(Clock.Waits);
    }

    /// <summary>Only a file system on which both times are whole seconds has coarse times.</summary>
    [Fact]
    public async Task A_time_that_happens_to_be_a_whole_second_delays_nothing()
    {
        await Depart(Machine("there", new TestClock()));
        var file = Directory.GetFiles(Folder).Single();
        var written = File.GetLastWriteTimeUtc(file);
        File.SetLastWriteTimeUtc(file, written.AddTicks(-(written.Ticks % TimeSpan.TicksPerSecond)) - TimeSpan.FromSeconds(2));
        await Depart(Machine("here", Clock));
        Assert.Empty(Clock.Waits);
    }

    [Fact]
    public async Task Another_machine_receives_the_postponement()
    {
        var there = new TestClock();
        there.Advance(TimeSpan.FromSeconds(30));
        Machine("there", there).Postpone(TimeSpan.FromMinutes(1));
        _ = Machine("here", Clock).AcquireAsync(CancellationToken.None);
        Assert.InRange(await Clock.WaitAsync(), TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1));
    }

    private AccountRateLimiter Machine(string name, TestClock clock) =>
        AccountRateLimiter.Alone(1, clock, RateLimitLockFile.TryOpen(Folder, Endpoint, ServiceTest.User, clock, isForAll: true, name));
}
