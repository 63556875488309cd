using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>A submission that already requested its lease is held back if an earlier one fails before the lease is granted.</summary>
public class HeldBackTests : EngineTest
{
    private readonly HeldAnswers _held;
    private readonly GatedRateLimiter _limiter = new();

    public HeldBackTests()
    {
        _held = new HeldAnswers(Server);
        Server.Answer(BalancePath, Points);
    }

    [Fact]
    public async Task A_response_is_lost_during_the_wait()
    {
        _held["1"] = RawAnswer.HangUp;
        using var run = await OneWaits("1", "2", "3");
        _held.Release("1");
        Assert.Equal(SendStatus.Unknown, Assert.IsType<SubmissionOutcome>(Next(run)).Status);
        await StaysUntilReleased("2", "3");
        Assert.Equal([SendStatus.Submitted, SendStatus.Submitted], Finish(run).Select(o => o.Status));
    }

    [Fact]
    public async Task The_oldest_response_becomes_overdue_during_the_wait()
    {
        using var run = await OneWaits("1", "2");
        Clock.Advance(TimeSpan.FromSeconds(10.001));
        await StaysUntilReleased("1", "2");
        Assert.Equal([SendStatus.Submitted, SendStatus.Submitted], Finish(run).Select(o => o.Status));
    }

    [Fact]
    public async Task The_submission_is_recorded_only_when_it_is_sent()
    {
        using var run = await OneWaits(new SendRunSettings { JournalPath = JournalPath }, "1", "2");
        Clock.Advance(TimeSpan.FromSeconds(11));
        _limiter.Give();
        await _limiter.ReturnedAsync();
        Assert.Equal(["sending"], States());
        _held.Release("1", "2");
        await _limiter.AskedAsync();
        _limiter.Give();
        Finish(run);
        Assert.Equal(["sending", "submitted", "sending", "submitted"], States());
    }

    [Fact]
    public async Task The_submission_is_not_sent_if_the_run_ends_during_the_wait()
    {
        _held["1"] = Refusal("用户名或密码错误");
        using var run = await OneWaits("1", "2");
        Clock.Advance(TimeSpan.FromSeconds(11));
        _limiter.Give();
        await _limiter.ReturnedAsync();
        _limiter.Give();
        _held.Release("1");
        var outcomes = Finish(run);
        Assert.Equal([SendStatus.NotSent, SendStatus.NotSent], outcomes.Select(o => o.Status));
        Assert.Equal(FailureKind.Authentication, outcomes[1].Failure!.Kind);
        Assert.Equal(["1"], _held.Arrived);
    }

    [Fact]
    public async Task A_part_of_a_rejected_submission_waits_too()
    {
        _held["1"] = Refusal("收件人地址无效: b@x.cn");
        _held["2"] = RawAnswer.HangUp;
        using var run = Run("1", "2", "3");
        run.Add(Mail with { Subject = "1" }, new Recipient("b@x.cn"), out _);
        Approve(run);
        await _held.ArriveAsync(3);
        _held.Release("2");
        await RoundTrip();
        _held.Release("1");
        await RoundTrip();
        Assert.Equal(3, _held.Arrived.Count);
        _held["1"] = Accepted;
        _held.Release("3");
        await _held.ArriveAsync();
        Assert.Equal(
            ["1 a@x.cn Submitted", "1 b@x.cn Rejected", "2 a@x.cn Unknown", "3 a@x.cn Submitted"],
            Finish(run).Select(o => $"{o.Content.Subject} {o.Recipients.Single().Address} {o.Status}"));
    }

    /// <summary>Returns a run in which all submissions have arrived except the last, which waits for its lease.</summary>
    private Task<SendRun> OneWaits(params string[] subjects) => OneWaits(new SendRunSettings(), subjects);

    private async Task<SendRun> OneWaits(SendRunSettings settings, params string[] subjects)
    {
        var run = NewRun(settings, NewClient(limiter: _limiter));
        Array.ForEach(subjects, subject => run.Add(Mail with { Subject = subject }, new Recipient("a@x.cn"), out _));
        Approve(run);
        for (var i = 1; i < subjects.Length; i++)
        {
            await _limiter.AskedAsync();
            _limiter.Give();
            await _held.ArriveAsync();
        }

        await _limiter.AskedAsync();
        return run;
    }

    /// <summary>
    /// Verifies that the submission is held back when the lease is granted; after the outstanding response, it requests another lease and
    /// is sent.
    /// </summary>
    private async Task StaysUntilReleased(string open, string last)
    {
        var arrived = _held.Arrived.Count;
        _limiter.Give();
        await _limiter.ReturnedAsync();
        _held.Release(open);
        await _limiter.AskedAsync();
        Assert.Equal(arrived, _held.Arrived.Count);
        _limiter.Give();
        await _held.ArriveAsync();
        _held.Release(last);
    }

    /// <summary>Waits for a query and its response, which is enough time for an unwanted request to arrive.</summary>
    private async Task RoundTrip()
    {
        for (var i = 0; i < 3; i++)
        {
            await Client.GetBalanceAsync(CancellationToken.None).Soon();
        }
    }
}
