using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>The rate limit among processes: two limiters that share only the lock file.</summary>
public class RateLimitLockFileTests : LockFileTest
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task The_next_departure_of_another_process_waits_for_the_interval()
    {
        var (one, other) = (Process(), Process());
        for (var i = 0; i < 3; i++)
        {
            await Depart(one);
            await WaitsInterval(other);
            await WaitsInterval(one);
            Clock.Advance(Interval);
        }
    }

    [Fact]
    public async Task For_ten_intervals_after_the_departure_of_another_process_the_account_is_shared()
    {
        var (one, other) = (Process(), Process());
        await Depart(one);
        await WaitsInterval(one);
        Assert.False(one.IsContended);
        await WaitsInterval(other);
        Assert.True(other.IsContended);
        Clock.Advance(TimeSpan.FromTicks(Interval.Ticks * 9));
        Assert.False(other.IsContended); // ten intervals after the lock was taken, one interval before the departure
    }

    [Fact]
    public async Task A_late_departure_does_not_shorten_the_next_gap()
    {
        var lease = await Process().AcquireAsync(CancellationToken.None).Soon();
        var other = Process().AcquireAsync(CancellationToken.None);
        Assert.Equal(Poll, await Clock.WaitAsync());
        Clock.Advance(TimeSpan.FromSeconds(3)); // far less than a hang
        var poll = await Clock.WaitAsync();
        lease.Departed();
        lease.Dispose();
        Clock.Advance(poll);
        Assert.Equal(Interval - poll, await Clock.WaitAsync());
        Clock.Advance(Interval - poll);
        await other.Soon();
    }

    [Fact]
    public async Task A_lease_that_is_returned_unused_takes_no_time()
    {
        (await Process().AcquireAsync(CancellationToken.None).Soon()).Dispose();
        await Depart(Process());
        Assert.Empty(Clock.Waits);
    }

    [Fact]
    public async Task The_files_of_a_killed_process_delay_nothing()
    {
        await Depart(Process());
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Depart(Process());
        Assert.Empty(Clock.Waits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("hello world")]
    [InlineData("-1 -1 ")]
    [InlineData("9999999999999999999 9999999999999999999 ")]
    [InlineData("3155378975999999999 3155378975999999999 ")]
    [InlineData("0000000000000000000 0000000000000000000 ")]
    public async Task Invalid_stamps_delay_nothing(string text)
    {
        await Depart(Process());
        File.WriteAllText(Directory.GetFiles(Folder).Single(), text);
        await Depart(Process());
        Assert.Empty(Clock.Waits);
    }

    [Fact]
    public async Task A_stamp_from_the_future_is_discarded()
    {
        var ahead = new TestClock();
        ahead.Advance(TimeSpan.FromDays(1));
        await Depart(Process(clock: ahead));
        await Depart(Process());
        Assert.Empty(Clock.Waits);
        await WaitsInterval(Process());
    }

    [Fact]
    public async Task A_waiting_process_that_is_stopped_passes_the_lock_on()
    {
        var one = Process();
        await Depart(one);
        using var stop = new CancellationTokenSource();
        var waiting = one.AcquireAsync(stop.Token);
        Assert.Equal(Interval, await Clock.WaitAsync());
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        await WaitsInterval(Process());
    }

    [Fact]
    public async Task A_process_that_is_stopped_while_another_holds_the_lock_can_take_it_later()
    {
        var lease = await Process().AcquireAsync(CancellationToken.None).Soon();
        var other = Process();
        using var stop = new CancellationTokenSource();
        var waiting = other.AcquireAsync(stop.Token);
        Assert.Equal(Poll, await Clock.WaitAsync());
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        lease.Dispose();
        await Depart(other);
    }

    [Fact]
    public async Task Other_accounts_and_endpoints_have_separate_locks()
    {
        await Depart(Process());
        await Depart(Process(user: "other@example.cn"));
        await Depart(Process(endpoint: new Uri("http://limit.example/v2/")));
        Assert.Empty(Clock.Waits);
        await WaitsInterval(Process(user: "OPS@example.cn"));
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public async Task The_file_contains_no_account()
    {
        await Depart(Process());
        var file = Directory.GetFiles(Folder).Single();
        Assert.Matches("^[0-9a-f]{24}[.]pace$", Path.GetFileName(file));
        Assert.Matches("^[0-9]{19} [0-9]{19} [0-9]{19} [0-9a-f]{16} [0-9a-f]{8} $", File.ReadAllText(file));
    }
}
