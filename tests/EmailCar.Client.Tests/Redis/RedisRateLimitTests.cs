using EmailCar.Client.Tests.Support;
using EmailCar.Http;
using EmailCar.RateLimiting;
using EmailCar.Redis;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Redis;

/// <summary>What a request does with a lease from Redis. The server has a real clock; the process has the clock of the test.</summary>
public sealed class RedisRateLimitTests(RedisFixture fixture) : RedisTest(fixture), IClassFixture<RedisFixture>
{
    private readonly TestClock _clock = new();
    private RedisConnection? _redis;

    [RedisFact]
    public async Task A_body_is_written_while_the_lease_lasts()
    {
        var body = new MemoryStream();
        using var content = Content(new Departure(() => { }));
        await content.CopyToAsync(body).Soon();
        Assert.Equal([1, 2, 3], body.ToArray());
    }

    [RedisFact]
    public async Task A_process_that_was_delayed_for_longer_than_its_lease_does_not_send()
    {
        var body = new MemoryStream();
        var withdrawn = 0;
        using (var content = Content(new Departure(() => _clock.Advance(RedisRateLimit.Lease + AccountRateLimiter.Approach), () => withdrawn++)))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(body).Soon());
            Assert.True(content.IsLeaseLost);
            Assert.False(content.BeganToLeave);
        }

        Assert.Empty(body.ToArray());
        Assert.Equal(1, withdrawn);
    }

    [RedisFact]
    public async Task The_lease_is_passed_on_once_the_request_was_sent()
    {
        using (var content = Content(new Departure(() => { })))
        {
            await content.CopyToAsync(new MemoryStream()).Soon();
        }

        // The server runs the commands of one connection in order, so the lease was returned before this answer.
        var left = await _redis!.ExecuteAsync("HGET", [Key, "left"], CancellationToken.None).Soon();
        Assert.False(left.IsNull);
        Assert.Equal("", Raw.Ask("HGET", Key, "holder"));
        Assert.Equal("1", Raw.Ask("HGET", Key, "fence"));
    }

    [RedisFact]
    public async Task While_another_machine_has_the_lease_the_server_is_not_asked_again_before_that_departure_is_due()
    {
        var interval = TimeSpan.FromSeconds(100);
        var early = TimeSpan.FromSeconds(200);
        var redis = Add(new RedisConnection(new RedisSettings(Server.Address), TimeSpan.FromSeconds(20), _clock));
        var other = new RedisRateLimit(redis, Name, new RateLimiterState(), interval);
        using (var first = await other.TakeAsync(early, CancellationToken.None).Soon())
        {
            first!.Depart(_clock.GetTimestamp(), interval);
        }

        using var second = await other.TakeAsync(early, CancellationToken.None).Soon();
        Assert.NotNull(second);
        var taking = new RedisRateLimit(redis, Name, new RateLimiterState(), interval).TakeAsync(early, CancellationToken.None);
        Assert.InRange(await _clock.WaitAsync(), TimeSpan.FromSeconds(99), TimeSpan.FromSeconds(101));
        _clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Null(await taking.Soon());
    }

    private string Key => "emailcar:rate:" + Name;

    private RateLimitedContent Content(Departure departure)
    {
        var redis = _redis = Add(new RedisConnection(new RedisSettings(Server.Address), TimeSpan.FromSeconds(20), _clock));
        var limiter = AccountRateLimiter.Alone(1, _clock, (state, interval) => new RedisRateLimit(redis, Name, state, interval));
        var deadline = Add(new Deadline(ServiceTest.Timeout, _clock, CancellationToken.None));
        return new RateLimitedContent([1, 2, 3], limiter, deadline, departure);
    }

    private sealed class Departure(Action leaving, Action? withdrawn = null) : IDeparture
    {
        public Task<bool> WaitForEarlierAsync(TimeSpan? patience, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task AnnounceAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Withdraw() => withdrawn?.Invoke();

        public void Leaving() => leaving();

        public void Left()
        {
        }
    }
}
