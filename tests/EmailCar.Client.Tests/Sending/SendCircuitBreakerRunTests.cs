using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>A failing service, over HTTP: which requests it receives before the run ends.</summary>
public class SendCircuitBreakerRunTests : EngineTest
{
    private static readonly string[] Ten = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

    [Fact]
    public async Task A_server_that_never_responds_gets_four_submissions()
    {
        Server.Answer(SendPath, RawAnswer.Never);
        Server.Answer(BalancePath, RawAnswer.Never);
        using var run = Run(Ten);
        Approve(run);
        await Server.RequestAsync(4).Soon();
        var finished = Task.Run(() => Finish(run));
        while (!finished.IsCompleted)
        {
            Clock.Advance(ServiceTest.Timeout);
            await Task.Yield();
        }

        var outcomes = await finished.Soon();
        Assert.Equal(Statuses(unknown: 4, notSent: 6), outcomes.Select(o => o.Status));
        Assert.Equal(4, Server.Submissions.Count);
        Assert.Equal(FailureKind.OutOfOrder, run.EndedBy?.Kind);
        Assert.All(outcomes.Skip(4), o => Assert.Same(run.EndedBy, o.Failure));
    }

    [Fact]
    public void Three_lost_responses_and_a_failed_balance_query_end_the_run()
    {
        Server.Answer(SendPath, RawAnswer.HangUp);
        Server.Answer(BalancePath, RawAnswer.Text(500, "<h1>Oops</h1>"));
        Assert.Equal(Statuses(unknown: 3, notSent: 7), OneByOne(Ten));
        Assert.Equal(3, Server.Submissions.Count);
        Assert.Equal(1, Server.Requests.Count(r => r.Path == BalancePath));
    }

    [Fact]
    public void Three_more_lost_responses_after_the_balance_query_end_the_run()
    {
        Server.Answer(SendPath, RawAnswer.HangUp);
        Server.Answer(BalancePath, Points);
        Assert.Equal(Statuses(unknown: 6, notSent: 4), OneByOne(Ten));
        Assert.Equal(1, Server.Requests.Count(r => r.Path == BalancePath));
    }

    [Fact]
    public void Lost_responses_between_accepted_submissions_do_not_end_the_run()
    {
        Server.Handle(SendPath, r => int.Parse(r["subject"]) % 3 == 0 ? Accepted : RawAnswer.HangUp);
        OneByOne(Ten);
        Assert.Equal(10, Server.Submissions.Count);
        Assert.Equal(10, Server.Requests.Count);
    }

    [Fact]
    public void Rejections_of_the_same_kind_end_the_run_although_the_balance_query_succeeds()
    {
        Server.Answer(SendPath, Refusal("失败原因"));
        Server.Answer(BalancePath, Points);
        Assert.Equal(
            [.. Enumerable.Repeat(SendStatus.Rejected, 6), .. Enumerable.Repeat(SendStatus.NotSent, 4)], OneByOne(Ten));
        Assert.Equal(1, Server.Requests.Count(r => r.Path == BalancePath));
    }

    [Fact]
    public void Rejections_of_different_kinds_do_not_end_the_run()
    {
        Server.Handle(SendPath, r => Refusal("失败原因 " + r["subject"]));
        Assert.Equal(Enumerable.Repeat(SendStatus.Rejected, 10), OneByOne(Ten));
        Assert.Equal(10, Server.Requests.Count);
    }

    [Fact]
    public void A_bad_address_in_each_submission_does_not_end_the_run()
    {
        Server.Answer(SendPath, Refusal("收件人地址无效"));
        Assert.Equal(Enumerable.Repeat(SendStatus.Rejected, 10), OneByOne(Ten));
        Assert.Equal(10, Server.Requests.Count);
    }

    private static List<SendStatus> Statuses(int unknown, int notSent) =>
        [.. Enumerable.Repeat(SendStatus.Unknown, unknown), .. Enumerable.Repeat(SendStatus.NotSent, notSent)];

    /// <summary>Sends each submission when the one before has a result.</summary>
    private List<SendStatus> OneByOne(params string[] subjects)
    {
        using var run = NewRun();
        return [.. subjects.SelectMany(subject =>
        {
            run.Add(Mail with { Subject = subject }, new Recipient("a@x.cn"), out _);
            return Finish(run);
        }).Select(o => o.Status)];
    }
}
