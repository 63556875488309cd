using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>A successful run, and its guarantees to the caller.</summary>
public class SendRunTests : SendRunTest
{
    [Fact]
    public void Fifty_one_recipients_are_sent_in_two_submissions()
    {
        Server.Answer(SendPath, """{"data":{"return":{"id":1}},"status":"success"}""", """{"data":{"return":{"id":2}},"status":"success"}""");
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 50 });
        for (var i = 0; i < 51; i++)
        {
            Assert.Equal(PriorState.New, run.Add(Mail, new Recipient($"u{i}@x.cn"), out _));
        }

        var outcomes = Finish(run);
        Assert.Equal([50, 1], Server.Submissions.Select(s => s["to"].Split(';').Length));
        Assert.Equal([50, 1], outcomes.Select(o => o.Ids.Count));
        Assert.All(outcomes, o => Assert.Equal((SendStatus.Submitted, null), (o.Status, o.Failure)));
        Assert.Equal([1, 2], outcomes.Select(o => o.Ids[0]));
        Assert.Null(run.EndedBy);
    }

    [Fact]
    public void Results_are_returned_in_the_order_of_sealing()
    {
        Server.Answer(SendPath, Success);
        var outcomes = Send([.. Enumerable.Range(0, 12).Select(i => $"mail {i}")]);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"mail {i}"), outcomes.Select(o => o.Content.Subject));
        Assert.Equal(12, Server.Submissions.Select(s => s["subject"]).Distinct().Count());
    }

    [Fact]
    public void A_full_submission_is_sent_before_the_input_ends()
    {
        Server.Answer(SendPath, Success);
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 1 });
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        run.Approve(run.TakeSealed()!);
        Assert.IsType<SubmissionOutcome>(run.Take(Waiting.Patience, CancellationToken.None));
    }

    [Fact]
    public void The_same_email_to_the_same_address_is_sent_once()
    {
        Server.Answer(SendPath, Success);
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 50 });
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.Equal(PriorState.Duplicate, run.Add(Mail, new Recipient("A@x.cn"), out _));
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("b@x.cn"), out _));
        Finish(run);
        Assert.Equal("a@x.cn;b@x.cn", Server.Submissions.Single()["to"]);
    }

    [Fact]
    public void Duplicates_are_sent_if_they_are_allowed()
    {
        Server.Answer(SendPath, Success);
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 50, AllowDuplicates = true });
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Finish(run);
        Assert.Equal("a@x.cn;a@x.cn", Server.Submissions.Single()["to"]);
    }

    [Fact]
    public void A_result_contains_the_time_when_it_was_known()
    {
        Server.Answer(SendPath, Success);
        Assert.Equal(Clock.GetUtcNow(), Send("s").Single().Time);
    }

    [Fact]
    public void If_a_person_approves_few_submissions_are_approved_in_advance()
    {
        Server.Answer(SendPath, Success);
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 1, IsConfirmed = true });
        for (var i = 0; i < 8; i++)
        {
            Assert.False(run.IsFull);
            run.Add(Mail, new Recipient($"u{i}@x.cn"), out _);
            run.Approve(run.TakeSealed()!);
        }

        Assert.True(run.IsFull);
        Assert.IsType<SubmissionOutcome>(run.Take(Waiting.Patience, CancellationToken.None));
        Assert.IsType<SubmissionDone>(run.Take(Waiting.Patience, CancellationToken.None));
        Assert.False(run.IsFull);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(20, 14)]
    public void Few_more_submissions_are_approved_than_can_be_in_progress(double requestsPerSecond, int approved)
    {
        Server.Answer(SendPath, RawAnswer.Never);
        using var run = new SendRun(NewClient(requestsPerSecond: requestsPerSecond), new SendRunSettings { BatchSize = 1 });
        for (var i = 0; i < approved; i++)
        {
            Assert.False(run.IsFull);
            run.Add(Mail, new Recipient($"u{i}@x.cn"), out _);
            run.Approve(run.TakeSealed()!);
        }

        Assert.True(run.IsFull);
        Assert.Equal(approved, run.Pending);
    }

    [Fact]
    public void Nothing_is_full_as_long_as_nothing_was_approved()
    {
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 1 });
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        Assert.Equal((1, 0, 0, false), (run.Sealed, run.Pending, run.Contested, run.IsFull));
    }

    [Fact]
    public void A_wrong_list_ends_the_run()
    {
        Server.Answer(SendPath, Success);
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 1 });
        run.EndAsWrongList("none of these");
        run.EndAsWrongList("later");
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        var outcome = Finish(run).Single();
        Assert.Equal((SendStatus.NotSent, FailureKind.WrongList, "none of these"), (outcome.Status, outcome.Failure!.Kind, outcome.Failure.Message));
        Assert.Same(run.EndedBy, outcome.Failure);
        Assert.Empty(Server.Submissions);
    }

    [Fact]
    public void No_event_is_null()
    {
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 50 });
        Assert.Null(run.Take(TimeSpan.Zero, CancellationToken.None));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_stop_ends_the_caller_s_wait()
    {
        Server.Answer(SendPath, RawAnswer.Never);
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 1 });
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        run.Approve(run.TakeSealed()!);
        await Server.RequestAsync(1).Soon();
        Assert.ThrowsAny<OperationCanceledException>(() => run.Take(Waiting.Patience, new CancellationToken(true)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public void A_batch_has_1_to_50_recipients(int batchSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SendRun(Client, new SendRunSettings { BatchSize = batchSize }));
}
