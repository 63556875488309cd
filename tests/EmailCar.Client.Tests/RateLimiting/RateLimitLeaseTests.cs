using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>What a lease requests from the exchange with other processes, and tells it.</summary>
public class RateLimitLeaseTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) + RateLimitInterval.LongestMargin;

    private readonly TestClock _clock = new();
    private readonly Exchange _exchange = new();

    [Theory]
    [InlineData(1, 300)] // the time for connecting, not three quarters of an interval
    [InlineData(20, 37.875)] // three quarters of 50.5
    public async Task The_lock_is_taken_for_the_last_part_of_the_interval(double requestsPerSecond, double milliseconds)
    {
        using var lease = await Approach(Limiter(requestsPerSecond), TimeSpan.Zero);
        Assert.True(await lease.AcquireAsync(isConnected: true, CancellationToken.None).Soon());
        Assert.Equal(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)), Assert.Single(_exchange.Taken));
    }

    [Fact]
    public async Task Without_a_connection_the_lock_is_taken_in_time_to_connect()
    {
        var lead = TimeSpan.FromMilliseconds(700);
        using var lease = await Approach(Limiter(1), lead);
        Assert.True(await lease.AcquireAsync(isConnected: false, CancellationToken.None).Soon());
        Assert.Equal(lead, Assert.Single(_exchange.Taken));
    }

    [Fact]
    public async Task With_a_connection_the_lock_is_not_taken_before_the_last_part_of_the_interval()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        using var lease = await Approach(limiter, TimeSpan.FromSeconds(2));
        var acquired = lease.AcquireAsync(isConnected: true, CancellationToken.None);
        Assert.Equal(Interval - AccountRateLimiter.Approach, await _clock.WaitAsync());
        Assert.Single(_exchange.Taken); // of the departure before
        _clock.Advance(Interval - AccountRateLimiter.Approach);
        Assert.True(await acquired.Soon());
        Assert.Equal(2, _exchange.Taken.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task An_open_connection_does_not_wait_for_a_distant_departure(double requestsPerSecond)
    {
        var limiter = Limiter(requestsPerSecond);
        using var lease = await Approach(limiter, TimeSpan.Zero);
        limiter.Postpone(TimeSpan.FromSeconds(5));
        Assert.False(await lease.AcquireAsync(isConnected: true, CancellationToken.None).Soon());
        Assert.False(await lease.WaitUntilDueAsync(CancellationToken.None).Soon());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_rate_limit_a_lease_is_due_at_once(bool isConnected)
    {
        using var lease = await Approach(Limiter(0), TimeSpan.Zero);
        Assert.True(await lease.AcquireAsync(isConnected, CancellationToken.None).Soon());
        Assert.True(await lease.WaitUntilDueAsync(CancellationToken.None).Soon());
        Assert.Empty(_exchange.Taken);
    }

    [Fact]
    public async Task A_postponement_by_another_process_during_the_wait_for_the_lock_closes_an_open_connection()
    {
        _exchange.OnTake = state => state.NotBefore(_clock.GetTimestamp() + (_clock.TimestampFrequency * 5));
        using var lease = await Approach(Limiter(1), TimeSpan.Zero);
        Assert.False(await lease.AcquireAsync(isConnected: true, CancellationToken.None).Soon());
    }

    [Fact]
    public async Task Without_a_connection_a_postponement_by_another_process_is_waited_for_without_the_lock()
    {
        var isFirst = true;
        _exchange.OnTake = state =>
        {
            if (isFirst)
            {
                state.NotBefore(_clock.GetTimestamp() + (_clock.TimestampFrequency * 5));
                isFirst = false;
            }
        };
        using var lease = await Approach(Limiter(1), TimeSpan.Zero);
        var acquired = lease.AcquireAsync(isConnected: false, CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(5), await _clock.WaitAsync());
        Assert.Equal(1, _exchange.Released);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await acquired.Soon());
        Assert.Equal(2, _exchange.Taken.Count);
    }

    /// <summary>Taking it again after a short wait would only cause work.</summary>
    [Theory]
    [InlineData(900)]
    [InlineData(1004)]
    public async Task A_wait_of_up_to_an_interval_keeps_the_lock(int milliseconds)
    {
        _exchange.OnTake = state => state.NotBefore(_clock.GetTimestamp() + (_clock.TimestampFrequency * milliseconds / 1000));
        using var lease = await Approach(Limiter(1), TimeSpan.Zero);
        var acquired = lease.AcquireAsync(isConnected: false, CancellationToken.None);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), await _clock.WaitAsync());
        Assert.Equal(0, _exchange.Released);
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.True(await acquired.Soon());
        Assert.Single(_exchange.Taken);
    }

    [Fact]
    public async Task If_the_lock_is_required_it_is_requested_until_it_is_available()
    {
        _exchange.IsRequired = true;
        _exchange.Unavailable = 3;
        using var lease = await Approach(Limiter(1), TimeSpan.Zero);
        Assert.True(await lease.AcquireAsync(isConnected: true, CancellationToken.None).Soon());
        Assert.Equal(4, _exchange.Taken.Count);
    }

    [Theory]
    [InlineData(1900, 3, true)]
    [InlineData(1901, 1, false)]
    public async Task An_open_connection_does_not_wait_long_for_a_lock_that_is_required(int milliseconds, int requests, bool isAcquired)
    {
        _exchange.IsRequired = true;
        _exchange.Unavailable = 2;
        _exchange.OnTake = _ =>
        {
            if (_exchange.Taken.Count == 1)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
            }
        };
        using var lease = await Approach(Limiter(1), TimeSpan.Zero);
        Assert.Equal(isAcquired, await lease.AcquireAsync(isConnected: true, CancellationToken.None).Soon());
        Assert.Equal(requests, _exchange.Taken.Count);
    }

    [Fact]
    public async Task Without_a_connection_a_lock_that_is_required_is_waited_for()
    {
        _exchange.IsRequired = true;
        _exchange.Unavailable = 2;
        _exchange.OnTake = _ => _clock.Advance(TimeSpan.FromSeconds(2));
        using var lease = await Approach(Limiter(1), TimeSpan.Zero);
        Assert.True(await lease.AcquireAsync(isConnected: false, CancellationToken.None).Soon());
    }

    [Fact]
    public async Task If_the_lock_is_not_required_its_lack_delays_nothing()
    {
        _exchange.Unavailable = 1;
        using var lease = await Approach(Limiter(1), TimeSpan.Zero);
        Assert.True(await lease.AcquireAsync(isConnected: true, CancellationToken.None).Soon());
        Assert.True(await lease.WaitUntilDueAsync(CancellationToken.None).Soon());
        Assert.Single(_exchange.Taken);
    }

    [Fact]
    public async Task The_departure_is_told_with_the_time_until_the_next_one()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        _clock.Advance(Interval + TimeSpan.FromMilliseconds(1));
        await Depart(limiter);
        Assert.Equal([Interval, Interval - TimeSpan.FromMilliseconds(1)], _exchange.Departed);
        Assert.Equal(2, _exchange.Released);
    }

    [Fact]
    public async Task A_departure_that_is_late_by_a_whole_interval_follows_a_pause()
    {
        var limiter = Limiter(1);
        await Depart(limiter);
        _clock.Advance(Interval + Interval);
        await Depart(limiter);
        Assert.Equal(Interval, _exchange.Departed[^1]);
    }

    [Fact]
    public async Task Others_are_told_of_a_postponement_as_soon_as_the_lock_is_taken_and_when_it_is_released()
    {
        using (var lease = await Approach(Limiter(1), TimeSpan.Zero))
        {
            await lease.AcquireAsync(isConnected: true, CancellationToken.None).Soon();
            Assert.Equal(1, _exchange.Told);
        }

        Assert.Equal(2, _exchange.Told);
    }

    [Fact]
    public async Task A_departure_leaves_the_queue_to_those_behind_it()
    {
        var limiter = Limiter(1);
        using var first = await limiter.ApproachAsync(TimeSpan.Zero, isNext: false, CancellationToken.None).Soon();
        await first.AcquireAsync(isConnected: true, CancellationToken.None).Soon();
        first.Departed();
        var second = limiter.ApproachAsync(TimeSpan.Zero, isNext: false, CancellationToken.None);
        Assert.Equal(Interval, await _clock.WaitAsync());
        _clock.Advance(Interval);
        (await second.Soon()).Dispose();
    }

    private AccountRateLimiter Limiter(double requestsPerSecond) => AccountRateLimiter.Alone(requestsPerSecond, _clock, (state, _) =>
    {
        _exchange.State = state;
        return _exchange;
    });

    private static Task<IRateLimitLease> Approach(AccountRateLimiter limiter, TimeSpan lead) =>
        limiter.ApproachAsync(lead, isNext: false, CancellationToken.None).Soon();

    private static async Task Depart(AccountRateLimiter limiter)
    {
        using var lease = await limiter.AcquireAsync(CancellationToken.None).Soon();
        lease.Departed();
    }

    /// <summary>Records what leases request and tell.</summary>
    private sealed class Exchange : IRateLimitExchange, IRateLimitHold
    {
        public RateLimiterState State { get; set; } = new();

        public Action<RateLimiterState> OnTake { get; set; } = _ => { };

        /// <summary>The number of requests for which the lock is not available.</summary>
        public int Unavailable { get; set; }

        public List<TimeSpan> Taken { get; } = [];

        public List<TimeSpan> Departed { get; } = [];

        public int Told { get; private set; }

        public int Released { get; private set; }

        public RateLimitProblem Problem => RateLimitProblem.None;

        public bool IsRequired { get; set; }

        public bool IsOver => false;

        public Task<IRateLimitHold?> TakeAsync(TimeSpan early, CancellationToken cancellationToken)
        {
            Taken.Add(early);
            OnTake(State);
            return Task.FromResult<IRateLimitHold?>(Taken.Count > Unavailable ? this : null);
        }

        public Task TellAsync() => Task.CompletedTask;

        public void Tell() => Told++;

        public void Depart(long departure, TimeSpan interval) => Departed.Add(interval);

        public void Dispose() => Released++;
    }
}
