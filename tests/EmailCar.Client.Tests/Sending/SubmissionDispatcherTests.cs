using EmailCar.Client.Tests.Support;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>How many responses are outstanding at the same time, and the order in which submissions are sent and reported.</summary>
public class SubmissionDispatcherTests : EngineTest
{
    private readonly HeldAnswers _held;

    public SubmissionDispatcherTests()
    {
        _held = new HeldAnswers(Server);
        Server.Answer(BalancePath, Points);
    }

    [Fact]
    public async Task Four_responses_may_be_outstanding_and_never_five()
    {
        using var run = Run("1", "2", "3", "4", "5", "6", "7", "8");
        Approve(run);
        await _held.ArriveAsync(4);
        for (var i = 1; i <= 4; i++)
        {
            await RoundTrip();
            Assert.Equal(3 + i, _held.Arrived.Count);
            _held.Release(i.ToString());
            await _held.ArriveAsync();
        }

        _held.Release("5", "6", "7", "8");
        Assert.Equal(8, Finish(run).Count(o => o.Status == SendStatus.Submitted));
    }

    [Fact]
    public async Task Responses_make_room_for_more_if_the_rate_needs_it()
    {
        var run = NewRun(client: NewClient(requestsPerSecond: 20));
        for (var i = 1; i <= 12; i++)
        {
            run.Add(Mail with { Subject = i.ToString() }, new Recipient("a@x.cn"), out _);
        }

        Approve(run);
        await _held.ArriveAsync(4);
        Clock.Advance(TimeSpan.FromSeconds(1));
        _held.Release("1", "2");
        await _held.ArriveAsync(4);
        await RoundTrip();
        Assert.Equal(8, _held.Arrived.Count);
        _held.Release([.. Enumerable.Range(3, 10).Select(i => i.ToString())]);
        Assert.Equal(12, Finish(run).Count(o => o.Status == SendStatus.Submitted));
    }

    /// <summary>A wrong login or sender then causes one rejection and not four.</summary>
    [Fact]
    public async Task Without_a_rate_limit_one_submission_must_be_accepted_before_several_are_sent()
    {
        _held["1"] = Refusal("失败原因");
        using var run = NewRun(client: NewClient(requestsPerSecond: 0));
        for (var i = 1; i <= 7; i++)
        {
            run.Add(Mail with { Subject = i.ToString() }, new Recipient("a@x.cn"), out _);
        }

        Approve(run);
        await _held.ArriveAsync(1);
        await RoundTrip();
        _held.Release("1");
        await _held.ArriveAsync(1);
        await RoundTrip();
        Assert.Equal(["1", "2"], _held.Arrived);
        _held.Release("2");
        await _held.ArriveAsync(4);
        await RoundTrip();
        Assert.Equal(6, _held.Arrived.Count);
        _held.Release("3", "4", "5", "6", "7");
        Assert.Equal(6, Finish(run).Count(o => o.Status == SendStatus.Submitted));
    }

    [Fact]
    public void Submissions_are_sent_in_the_order_of_sealing()
    {
        var to = Enumerable.Range(0, 30).Select(i => $"{i}@x.cn").ToArray();
        _held.Release("Hi");
        SendAll(Journalled(batchSize: 1), to);
        Assert.Equal(to, JournalLines().Where(l => l.Contains("\"sending\"")).Select(l => l.Split(["\"to\":[\""], StringSplitOptions.None)[1].Split('"')[0]));
    }

    [Fact]
    public async Task Results_are_returned_in_the_order_of_sealing_for_any_order_of_responses()
    {
        using var run = Run("1", "2", "3", "4");
        Approve(run);
        await _held.ArriveAsync(4);
        _held.Release("4", "3", "2");
        await RoundTrip();
        Assert.Null(run.Take(TimeSpan.Zero, CancellationToken.None));
        _held.Release("1");
        Assert.Equal(["1", "2", "3", "4"], Finish(run).Select(o => o.Content.Subject));
    }

    [Fact]
    public async Task Any_response_makes_room_not_only_the_oldest()
    {
        using var run = Run("1", "2", "3", "4", "5");
        Approve(run);
        await _held.ArriveAsync(4);
        _held.Release("3");
        await _held.ArriveAsync();
        Assert.Equal("5", _held.Arrived[4]);
    }

    [Fact]
    public async Task While_the_oldest_response_is_overdue_nothing_is_sent()
    {
        using var run = Run("1", "2", "3");
        run.SealAll();
        run.Approve(run.TakeSealed()!);
        run.Approve(run.TakeSealed()!);
        _held.Release("2");
        await _held.ArriveAsync(2);
        Clock.Advance(TimeSpan.FromSeconds(10.001));
        run.Approve(run.TakeSealed()!);
        await RoundTrip();
        Assert.Equal(2, _held.Arrived.Count);
        _held.Release("1", "3");
        Assert.Equal(3, Finish(run).Count);
    }

    [Fact]
    public async Task A_response_after_ten_seconds_is_not_overdue()
    {
        using var run = Run("1", "2", "3");
        run.SealAll();
        run.Approve(run.TakeSealed()!);
        run.Approve(run.TakeSealed()!);
        await _held.ArriveAsync(2);
        Clock.Advance(TimeSpan.FromSeconds(10));
        run.Approve(run.TakeSealed()!);
        await _held.ArriveAsync();
    }

    [Fact]
    public async Task After_a_lost_response_nothing_is_sent_until_all_others_are_known()
    {
        _held["1"] = RawAnswer.HangUp;
        using var run = Run("1", "2", "3", "4", "5");
        run.SealAll();
        for (var i = 0; i < 3; i++)
        {
            run.Approve(run.TakeSealed()!);
        }

        await _held.ArriveAsync(3);
        _held.Release("1");
        Assert.Equal(SendStatus.Unknown, Assert.IsType<SubmissionOutcome>(Next(run)).Status);
        Approve(run);
        await RoundTrip();
        Assert.Equal(3, _held.Arrived.Count);
        _held.Release("3");
        await RoundTrip();
        Assert.Equal(3, _held.Arrived.Count);
        _held.Release("2");
        await _held.ArriveAsync(2);
        _held.Release("4", "5");
        Assert.Equal(Enumerable.Repeat(SendStatus.Submitted, 4), Finish(run).Select(o => o.Status));
    }

    [Fact]
    public async Task A_submission_in_parts_counts_once_and_its_parts_are_reported_together()
    {
        _held["1"] = Refusal("收件人地址无效: b@x.cn");
        using var run = NewRun();
        foreach (var to in new[] { "a@x.cn", "b@x.cn" })
        {
            run.Add(Mail with { Subject = "1" }, new Recipient(to), out _);
        }

        run.Add(Mail with { Subject = "2" }, new Recipient("a@x.cn"), out _);
        Approve(run);
        await _held.ArriveAsync(2);
        _held["1"] = Accepted;
        _held.Release("2", "1");
        var outcomes = Finish(run);
        Assert.Equal(
            ["1 a@x.cn Submitted", "1 b@x.cn Rejected", "2 a@x.cn Submitted"],
            outcomes.Select(o => $"{o.Content.Subject} {o.Recipients.Single().Address} {o.Status}"));
        Assert.Equal(2, Told.OfType<SubmissionDone>().Count());
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
