using EmailCar.Client.Tests.Support;
using EmailCar.Journal;
#if NET
using EmailCar.RateLimiting;
#endif
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>A run that is stopped in any state: nothing hangs, nothing throws, nothing more is sent.</summary>
public class DispatcherStopTests : EngineTest
{
    private readonly HeldAnswers _held;

    public DispatcherStopTests()
    {
        _held = new HeldAnswers(Server);
        Server.Answer(BalancePath, Points);
    }

    [Fact]
    public async Task Before_any_submission() => await Stops(NewRun());

    [Fact]
    public async Task Before_any_approval() => await Stops(Run("1"));

    [Fact]
    public async Task While_responses_are_outstanding()
    {
        var run = Run("1", "2", "3", "4", "5", "6");
        Approve(run);
        await _held.ArriveAsync(4);
        await Stops(run, arrived: 4);
    }

    [Fact]
    public async Task While_waiting_for_the_lease()
    {
        var limiter = new GatedRateLimiter();
        var run = NewRun(client: NewClient(limiter: limiter));
        run.Add(Mail with { Subject = "1" }, new Recipient("a@x.cn"), out _);
        Approve(run);
        await limiter.AskedAsync();
        await Stops(run);
    }

#if NET
    /// <summary>
    /// Ctrl+C, or Select-Object -First 1, while the next submission is recorded and waits for its departure. On .NET Framework, the wait
    /// is before the request, so nothing is recorded while it waits.
    /// </summary>
    [Fact]
    public async Task A_recorded_submission_that_was_not_sent_has_status_not_sent()
    {
        _held.Release("1", "2");
        var run = NewRun(new SendRunSettings { JournalPath = JournalPath }, NewClient(limiter: AccountRateLimiter.Alone(1, Clock)));
        foreach (var subject in new[] { "1", "2" })
        {
            run.Add(Mail with { Subject = subject }, new Recipient("a@x.cn"), out _);
        }

        Approve(run);
        Assert.IsType<SubmissionOutcome>(Next(run));
        await Clock.WaitAsync();
        Clock.Advance(TimeSpan.FromSeconds(1) - AccountRateLimiter.Approach + RateLimitInterval.LongestMargin);
        Assert.Equal(AccountRateLimiter.Approach, await Clock.WaitAsync());
        Assert.Equal(["sending", "submitted", "sending"], States());
        await Stops(run, arrived: 1);
        Assert.Equal(["sending", "submitted", "sending", "notsent"], States());
    }
#endif

    [Fact]
    public async Task While_waiting_for_a_retry()
    {
        _held["1"] = RawAnswer.Text(429, "", "Retry-After: 30");
        _held.Release("1");
        var run = Run("1");
        Approve(run);
        Assert.IsType<RetryNotice>(Next(run));
        await Clock.WaitAsync();
        await Stops(run, arrived: 1);
    }

    [Fact]
    public async Task While_the_oldest_response_is_overdue()
    {
        var run = Run("1", "2", "3");
        run.SealAll();
        run.Approve(run.TakeSealed()!);
        run.Approve(run.TakeSealed()!);
        await _held.ArriveAsync(2);
        Clock.Advance(TimeSpan.FromSeconds(11));
        run.Approve(run.TakeSealed()!);
        await Stops(run, arrived: 2);
    }

    [Fact]
    public async Task During_the_balance_query()
    {
        Server.Dispose();
        using var server = new RawServer();
        server.Answer(SendPath, RawAnswer.HangUp);
        server.Answer(BalancePath, RawAnswer.Never);
        var run = NewRun(client: NewClient(server.Endpoint));
        for (var i = 1; i <= 3; i++)
        {
            run.Add(Mail with { Subject = i.ToString() }, new Recipient("a@x.cn"), out _);
            Approve(run);
            await server.RequestAsync(i).Soon();
            if (i < 3)
            {
                Finish(run);
            }
        }

        await server.RequestAsync(4).Soon();
        Assert.Equal(BalancePath, server.Requests[3].Path);
        await Task.Run(run.Dispose).Soon();
        Assert.Null(run.Take(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task After_the_run_has_ended_on_its_own()
    {
        _held["1"] = Refusal("用户名或密码错误");
        _held.Release("1");
        var run = Run("1");
        Finish(run);
        await Stops(run, arrived: 1);
    }

    [Fact]
    public async Task The_journal_is_available_to_the_next_run_at_once()
    {
        var run = Journalled();
        run.Add(Mail with { Subject = "1" }, new Recipient("a@x.cn"), out _);
        Approve(run);
        await _held.ArriveAsync();
        run.Dispose();
        using var next = Journalled();
        Assert.Equal(PriorState.Unknown, next.Add(Mail with { Subject = "1" }, new Recipient("a@x.cn"), out _));
        Assert.Equal(["sending"], States());
    }

    [Fact]
    public void Waiting_for_a_result_ends_with_the_caller_s_stop()
    {
        using var run = Run("1");
        Approve(run);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => run.Take(Waiting.Patience, stop.Token));
    }

    /// <summary>Stops twice, and verifies that the account can continue to send and that nothing of the old run is sent.</summary>
    private async Task Stops(SendRun run, int arrived = 0)
    {
        await Task.Run(run.Dispose).Soon();
        await Task.Run(run.Dispose).Soon();
        Clock.Advance(TimeSpan.FromMinutes(1));
        _held.Release("last");
        using var next = Run("last");
        Assert.Equal(SendStatus.Submitted, Finish(next).Single().Status);
        Assert.Equal(arrived + 1, _held.Arrived.Count);
        Assert.Equal("last", _held.Arrived[arrived]);
    }
}
