using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>The results of all other submissions when the run ends.</summary>
public class DispatcherEndTests : EngineTest
{
    private readonly HeldAnswers _held;

    public DispatcherEndTests() => _held = new HeldAnswers(Server);

    [Fact]
    public async Task Waiting_submissions_are_not_sent_and_those_in_progress_keep_their_result()
    {
        _held["1"] = Refusal("点数不足");
        _held["3"] = RawAnswer.HangUp;
        using var run = Run("1", "2", "3", "4", "5", "6", "7");
        Approve(run);
        await _held.ArriveAsync(4);
        _held.Release("1");
        Assert.Equal(SendStatus.NotSent, Assert.IsType<SubmissionOutcome>(Next(run)).Status);
        _held.Release("2", "3", "4");
        Assert.Equal(
            [SendStatus.Submitted, SendStatus.Unknown, SendStatus.Submitted, SendStatus.NotSent, SendStatus.NotSent, SendStatus.NotSent],
            Finish(run).Select(o => o.Status));
        Assert.Equal(4, Server.Submissions.Count);
        Assert.Equal(FailureKind.NoPoints, run.EndedBy?.Kind);
        Assert.All(Told.OfType<SubmissionOutcome>().Skip(3), o => Assert.Same(run.EndedBy, o.Failure));
    }

    [Fact]
    public void A_submission_approved_after_the_end_is_not_sent()
    {
        _held["1"] = Refusal("用户名或密码错误");
        _held.Release("1");
        using var run = NewRun();
        foreach (var subject in new[] { "1", "2", "3" })
        {
            run.Add(Mail with { Subject = subject }, new Recipient("a@x.cn"), out _);
            Assert.Equal(SendStatus.NotSent, Finish(run).Single().Status);
        }

        Assert.Single(Server.Submissions);
    }

    [Fact]
    public async Task A_submission_that_waits_for_its_lease_is_not_sent()
    {
        _held["1"] = Refusal("用户名或密码错误");
        var limiter = new GatedRateLimiter();
        using var run = Journalled(NewClient(limiter: limiter), batchSize: 1);
        run.Add(Mail with { Subject = "1" }, new Recipient("a@x.cn"), out _);
        run.Add(Mail with { Subject = "2" }, new Recipient("b@x.cn"), out _);
        Approve(run);
        limiter.Give();
        await _held.ArriveAsync();
        await limiter.AskedAsync();
        await limiter.AskedAsync(); // the second one waits for its lease
        _held.Release("1");
        Assert.Equal(SendStatus.NotSent, Assert.IsType<SubmissionOutcome>(Next(run)).Status);
        limiter.Give();
        _held.Release("2");
        var second = Finish(run).Single();
        Assert.Equal((SendStatus.NotSent, FailureKind.Authentication), (second.Status, second.Failure!.Kind));
        Assert.Equal("用户名或密码错误", second.Failure.Message);
        Assert.Single(Server.Submissions);
        Assert.Equal(["sending", "notsent"], States());
    }

    [Fact]
    public async Task A_submission_that_waits_for_a_retry_is_not_sent()
    {
        _held["1"] = RawAnswer.Text(429, "", "Retry-After: 30");
        _held["2"] = Refusal("点数不足");
        using var run = Run("1", "2");
        Approve(run);
        await _held.ArriveAsync(2);
        _held.Release("1");
        Assert.IsType<RetryNotice>(Next(run));
        Assert.Equal(TimeSpan.FromSeconds(30), await Clock.WaitAsync());
        _held.Release("2");
        await EndAsync(run).Soon();
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([SendStatus.NotSent, SendStatus.NotSent], Finish(run).Select(o => o.Status));
        Assert.All(Told.OfType<SubmissionOutcome>(), o => Assert.Equal(FailureKind.NoPoints, o.Failure!.Kind));
        Assert.Equal(2, Server.Submissions.Count);
    }

    private static async Task EndAsync(SendRun run)
    {
        while (run.EndedBy is null)
        {
            await Task.Yield();
        }
    }
}
