using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>The rate limit of one account within the process.</summary>
public class AccountRateLimiterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = Second + RateLimitInterval.LongestMargin;

    private readonly TestClock _clock = new();

    [Fact]
    public async Task The_first_request_does_not_wait()
    {
        await Depart(Limiter(1));
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task The_next_request_waits_for_the_interval_since_the_last_departure()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        var next = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(Interval, await _clock.WaitAsync());
        _clock.Advance(Second);
        Assert.False(next.IsCompleted);
        _clock.Advance(RateLimitInterval.LongestMargin);
        (await next.Soon()).Dispose();
    }

    [Theory]
    [InlineData(1, 1004)]
    [InlineData(2, 504)]
    [InlineData(5, 202)]
    [InlineData(20, 51)] // 50.5, and the clock counts whole milliseconds
    [InlineData(50, 21)]
    [InlineData(0.5, 2004)]
    public async Task The_interval_follows_the_rate(double requestsPerSecond, int milliseconds)
    {
        var limiter = Limiter(requestsPerSecond);
        await Depart(limiter);
        _ = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), await _clock.WaitAsync());
    }

    [Fact]
    public async Task A_late_departure_does_not_shorten_the_next_gap()
    {
        var limiter = Limiter(1);
        var lease = await limiter.AcquireAsync(CancellationToken.None).Soon();
        _clock.Advance(TimeSpan.FromSeconds(5));
        lease.Departed();
        lease.Dispose();
        _ = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(Interval, await _clock.WaitAsync());
    }

    [Fact]
    public async Task Time_that_has_already_passed_is_not_waited_for_again()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        _clock.Advance(Interval);
        await Depart(limiter);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task Only_one_request_holds_the_lease_at_a_time()
    {
        var limiter = Limiter(1);
        var first = await limiter.AcquireAsync(CancellationToken.None).Soon();
        var second = limiter.AcquireAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(second.IsCompleted);
        first.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(1)); // it may have begun to wait for another interval
        await second.Soon();
    }

    [Fact]
    public async Task A_lease_that_is_returned_unused_takes_no_time()
    {
        var limiter = Limiter(1);
        (await limiter.AcquireAsync(CancellationToken.None).Soon()).Dispose();
        (await limiter.AcquireAsync(CancellationToken.None).Soon()).Dispose();
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task A_lease_that_is_disposed_twice_is_passed_on_once()
    {
        var limiter = Limiter(1);
        var lease = await limiter.AcquireAsync(CancellationToken.None).Soon();
        lease.Dispose();
        lease.Dispose();
        await limiter.AcquireAsync(CancellationToken.None).Soon();
        Assert.False(limiter.AcquireAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_waiting_request_that_gives_up_does_not_lose_the_lease()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        using var stop = new CancellationTokenSource();
        var waiter = limiter.AcquireAsync(stop.Token);
        var behind = limiter.AcquireAsync(CancellationToken.None);
        await _clock.WaitAsync();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter.Soon());
        Assert.Equal(Interval + Interval, await _clock.WaitAsync());
        _clock.Advance(Interval + Interval);
        await behind.Soon();
    }

    [Fact]
    public async Task A_waiting_request_that_gives_up_behind_the_holder_does_not_lose_the_lease()
    {
        var limiter = Limiter(1);
        var holder = await limiter.AcquireAsync(CancellationToken.None).Soon();
        using var stop = new CancellationTokenSource();
        var waiter = limiter.AcquireAsync(stop.Token);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter.Soon());
        holder.Dispose();
        await limiter.AcquireAsync(CancellationToken.None).Soon();
    }

    [Fact]
    public async Task A_postponement_delays_all_requests()
    {
        var limiter = Limiter(1);
        limiter.Postpone(TimeSpan.FromSeconds(30));
        _ = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(30), await _clock.WaitAsync());
    }

    [Fact]
    public async Task A_postponement_lengthens_a_wait_that_has_begun()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        var lease = limiter.AcquireAsync(CancellationToken.None);
        await _clock.WaitAsync();
        limiter.Postpone(TimeSpan.FromSeconds(30));
        _clock.Advance(Interval);
        Assert.Equal(TimeSpan.FromSeconds(30) - Interval, await _clock.WaitAsync());
        Assert.False(lease.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await lease.Soon();
    }

    [Fact]
    public async Task A_shorter_postponement_shortens_nothing()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        limiter.Postpone(TimeSpan.FromMilliseconds(1));
        _ = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(Interval, await _clock.WaitAsync());
    }

    [Fact]
    public async Task Without_a_rate_limit_no_request_waits()
    {
        var limiter = Limiter(0);
        await limiter.AcquireAsync(CancellationToken.None).Soon();
        await Depart(limiter);
        await limiter.AcquireAsync(CancellationToken.None).Soon();
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task Without_a_rate_limit_a_postponement_still_applies()
    {
        var limiter = Limiter(0);
        limiter.Postpone(Second);
        _ = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(Second, await _clock.WaitAsync());
    }

    [Fact]
    public async Task A_fraction_of_a_millisecond_is_waited_for_without_spinning()
    {
        var limiter = Limiter(1);
        limiter.Postpone(TimeSpan.FromTicks(5));
        var lease = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromMilliseconds(1), await _clock.WaitAsync());
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await lease.Soon();
    }

    [Fact]
    public async Task One_account_at_one_endpoint_has_one_rate_limit()
    {
        var endpoint = new Uri("http://limit-1.example/v1/");
        await Depart(AccountRateLimiter.Shared(endpoint, "User", 1, _clock));
        _ = AccountRateLimiter.Shared(endpoint, "user", 1, _clock).AcquireAsync(CancellationToken.None);
        Assert.Equal(Interval, await _clock.WaitAsync());
    }

    [Theory]
    [InlineData("http://limit-2.example/v1/", "http://limit-2.example/v1/", "other")]
    [InlineData("http://limit-3.example/v1/", "http://limit-3.example/v2/", "user")]
    public async Task Another_account_or_endpoint_has_another_rate_limit(string first, string endpoint, string user)
    {
        await Depart(AccountRateLimiter.Shared(new Uri(first), "user", 1, _clock));
        await AccountRateLimiter.Shared(new Uri(endpoint), user, 1, _clock).AcquireAsync(CancellationToken.None).Soon();
        Assert.Empty(_clock.Waits);
    }

    /// <summary>Timers are late by a fraction of a millisecond, which would considerably lower a rate of 20 per second.</summary>
    [Theory]
    [InlineData(0.3, 1003.7)]
    [InlineData(1, 1003)]
    [InlineData(3, 1001)]
    [InlineData(5, 1001)]
    [InlineData(900, 1001)]
    [InlineData(2000, 1004)]
    public async Task The_delay_of_a_timer_is_subtracted_from_the_margin(double late, double next)
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        _clock.Advance(Interval + TimeSpan.FromMilliseconds(late));
        await Depart(limiter);
        using var lease = await limiter.ApproachAsync(TimeSpan.FromSeconds(2), isNext: false, CancellationToken.None).Soon();
        var due = lease.WaitUntilDueAsync(CancellationToken.None);
        Assert.Equal(Math.Ceiling(next), (await _clock.WaitAsync()).TotalMilliseconds);
    }

    [Fact]
    public async Task After_a_pause_only_the_first_request_in_the_queue_connects_at_once()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        _clock.Advance(TimeSpan.FromMinutes(1));
        using var first = await limiter.ApproachAsync(AccountRateLimiter.Approach, isNext: false, CancellationToken.None).Soon();
        var second = limiter.ApproachAsync(AccountRateLimiter.Approach, isNext: false, CancellationToken.None);
        Assert.Equal(Interval - AccountRateLimiter.Approach, await _clock.WaitAsync());
        Assert.False(second.IsCompleted);
    }

    /// <summary>The request has lost its connection, and the connections of the waiting requests only survive a short wait.</summary>
    [Fact]
    public async Task A_request_that_others_wait_for_goes_before_those_in_the_queue()
    {
        var limiter = Limiter(1);
        using var waiting = await limiter.ApproachAsync(AccountRateLimiter.Approach, isNext: false, CancellationToken.None).Soon();
        using var next = await limiter.ApproachAsync(AccountRateLimiter.Approach, isNext: true, CancellationToken.None).Soon();
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task Stamps_of_another_clock_are_ignored()
    {
        var endpoint = new Uri("http://limit-4.example/v1/");
        await Depart(AccountRateLimiter.Shared(endpoint, "user", 1, new TestClock()));
        await AccountRateLimiter.Shared(endpoint, "user", 1, _clock).AcquireAsync(CancellationToken.None).Soon();
        Assert.Empty(_clock.Waits);
    }

    private AccountRateLimiter Limiter(double requestsPerSecond) => AccountRateLimiter.Alone(requestsPerSecond, _clock);

    private static async Task Depart(AccountRateLimiter limiter)
    {
        using var lease = await limiter.AcquireAsync(CancellationToken.None).Soon();
        lease.Departed();
    }
}
