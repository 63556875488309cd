#if NET
using EmailCar.Client.Tests.Support;
using EmailCar.Http;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>
/// A submission whose connection is open waits for the one before. On .NET Framework, no connection is opened before the lease is due.
/// </summary>
public class OpenConnectionTests : EngineTest
{
    private readonly HeldAnswers _held;
    private readonly GatedRateLimiter _limiter = new();

    public OpenConnectionTests() => _held = new HeldAnswers(Server);

    [Fact]
    public async Task A_submission_waits_for_the_one_before_on_its_open_connection()
    {
        using var run = await TwoConnect();
        await LeaveAndFinish(run);
        Assert.Equal(2, Server.Connections);
    }

    [Fact]
    public async Task A_connection_that_waited_for_too_long_is_closed_and_the_order_stays()
    {
        using var run = await TwoConnect();
        for (var i = 0; i < 100 && !Server.ClientLeft.IsCompleted; i++)
        {
            Clock.Advance(RateLimitedContent.Patience);
            await Task.WhenAny(Server.ClientLeft, Task.Delay(10));
        }

        Assert.True(Server.ClientLeft.IsCompleted);
        await LeaveAndFinish(run);
        Assert.Equal(3, Server.Connections);
    }

    /// <summary>Returns a run with two open connections; the first submission waits for its lease, and the second one for the first.</summary>
    private async Task<SendRun> TwoConnect()
    {
        var run = NewRun(client: NewClient(limiter: _limiter));
        run.Add(Mail with { Subject = "1" }, new Recipient("a@x.cn"), out _);
        run.Add(Mail with { Subject = "2" }, new Recipient("a@x.cn"), out _);
        Approve(run);
        await _limiter.AskedAsync();
        await Task.Run(async () =>
        {
            while (Server.Connections < 2)
            {
                await Task.Yield();
            }
        }).Soon();
        return run;
    }

    private async Task LeaveAndFinish(SendRun run)
    {
        _held.Release("1", "2");
        _limiter.Give();
        await _held.ArriveAsync();
        Assert.Equal(["1"], _held.Arrived);
        await _limiter.AskedAsync();
        _limiter.Give();
        Assert.Equal([SendStatus.Submitted, SendStatus.Submitted], Finish(run).Select(outcome => outcome.Status));
        Assert.Equal(["1", "2"], _held.Arrived);
    }
}
#endif
