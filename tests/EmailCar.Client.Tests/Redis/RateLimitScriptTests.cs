using EmailCar.Redis;
using StackExchange.Redis;

namespace EmailCar.Client.Tests.Redis;

/// <summary>How a Redis server assigns the departures of an account.</summary>
public sealed class RateLimitScriptTests(RedisFixture fixture) : RedisTest(fixture), IClassFixture<RedisFixture>
{
    /// <summary>Microseconds; long enough that nothing expires during a test.</summary>
    private const long Interval = 60_000_000, Lease = 600_000_000;

    private RedisKey[] Key => ["emailcar:rate:" + Name];

    [RedisFact]
    public async Task Only_one_process_at_a_time_gets_the_next_departure()
    {
        var first = await Acquire("a.1");
        Assert.Equal(1, first.State);
        Assert.Equal(-1, (await Acquire("b.1")).State);
        Assert.Equal(1, await Depart(first.Fence, "a", left: first.Time));

        var second = await Acquire("b.2");
        Assert.Equal(0, second.State);
        Assert.Equal(first.Time + Interval, second.Due);
    }

    [RedisFact]
    public async Task A_lease_that_is_returned_without_a_departure_takes_no_interval()
    {
        var first = await Acquire("a.1");
        Assert.Equal(1, await Depart(first.Fence, "a", left: -1));
        var second = await Acquire("b.1");
        Assert.Equal(1, second.State);
        Assert.Equal(first.Fence + 1, second.Fence);
    }

    [RedisFact]
    public async Task The_lease_of_a_dead_holder_expires_and_the_holder_may_have_sent_until_then()
    {
        var dead = await Acquire("a.1", lease: 1);
        Assert.Equal(1, dead.State);
        var next = await Acquire("b.1");
        Assert.Equal(0, next.State);
        Assert.Equal(dead.Until + Interval, next.Due);
    }

    [RedisFact]
    public async Task A_holder_whose_lease_another_process_has_cannot_pass_it_on()
    {
        var late = await Acquire("a.1", lease: 1);
        var next = await Acquire("b.1", early: 2 * Interval);
        Assert.Equal(1, next.State);
        Assert.Equal(0, await Depart(late.Fence, "a", left: late.Time));
        Assert.Equal(-1, (await Acquire("c.1")).State);
    }

    [RedisFact]
    public async Task A_repeated_request_whose_response_was_lost_gets_the_same_lease()
    {
        var first = await Acquire("a.1");
        var again = await Acquire("a.1");
        Assert.Equal((1, first.Fence, first.Due, first.Until), (again.State, again.Fence, again.Due, again.Until));
    }

    [RedisFact]
    public async Task Other_processes_are_known_to_send_after_their_first_departure()
    {
        var first = await Acquire("a.1");
        Assert.Equal(0, first.Others);
        await Depart(first.Fence, "a", left: first.Time);
        Assert.Equal(0, (await Acquire("a.2")).Others);
        Assert.Equal(1, (await Acquire("b.1")).Others);
    }

    [RedisFact]
    public async Task Nothing_is_sent_while_the_service_asks_to_wait()
    {
        var before = await Acquire("a.1");
        await Depart(before.Fence, "a", left: -1);
        await Run(RedisScript.Postpone, Key, 10 * Interval, Interval);
        var after = await Acquire("b.1");
        Assert.Equal(0, after.State);
        Assert.InRange(after.Due, before.Time + 10 * Interval, after.Time + 10 * Interval);
    }

    [RedisFact]
    public async Task An_implausible_time_delays_nothing()
    {
        Raw.Ask("HSET", Key[0].ToString(), "next", "99999999999999999", "holder", "a.1", "until", "99999999999999999", "fence", "5");
        var next = await Acquire("b.1", early: 3 * Interval);
        Assert.Equal(1, next.State);
    }

    private async Task<Answer> Acquire(string token, long lease = Lease, long early = 0)
    {
        var answer = (long[])(await Run(RedisScript.Acquire, Key, token, token.Split('.')[0], Interval, lease, early))!;
        return new Answer(answer[0], answer[1], answer[2], answer[3], answer[4], answer[5]);
    }

    private async Task<long> Depart(long fence, string writer, long left) =>
        (long)await Run(RedisScript.Depart, Key, fence, writer, left, Interval);

    private sealed record Answer(long State, long Due, long Until, long Fence, long Others, long Time);
}
