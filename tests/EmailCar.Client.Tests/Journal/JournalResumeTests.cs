using EmailCar.Client.Tests.Sending;
using EmailCar.Journal;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Journal;

/// <summary>Running the same command again: what a run does with the lines that earlier runs wrote.</summary>
public class JournalResumeTests : EngineTest
{
    private static readonly Recipient Order = new("a@x.cn", "order-1");

    [Fact]
    public void A_submitted_email_is_skipped_with_its_id()
    {
        Server.Answer(SendPath, """{"data":{"return":{"id":"11;12"}},"status":"success"}""");
        SendAll(Journalled(), "a@x.cn", "b@x.cn");
        using var run = Journalled();
        Assert.Equal((PriorState.Submitted, (long?)11), Judge(run, new Recipient("a@x.cn")));
        Assert.Equal((PriorState.Submitted, (long?)12), Judge(run, new Recipient("b@x.cn")));
        Assert.Equal((PriorState.New, (long?)null), Judge(run, new Recipient("c@x.cn")));
        Finish(run);
        Assert.Equal(["a@x.cn;b@x.cn", "c@x.cn"], Server.Submissions.Select(s => s["to"]));
    }

    [Fact]
    public void A_submitted_email_without_an_id_is_skipped_without_one()
    {
        Server.Answer(SendPath, """{"status":"success"}""");
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal((PriorState.Submitted, (long?)null), Judge(Journalled(), new Recipient("a@x.cn")));
    }

    [Theory]
    [InlineData("失败原因", "rejected")]
    [InlineData("点数不足", "notsent")]
    public void An_email_that_certainly_did_not_arrive_is_sent_again(string refusal, string state)
    {
        Server.Answer(SendPath, Refusal(refusal), Accepted);
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal(["sending", state], States());
        Assert.Equal(SendStatus.Submitted, SendAll(Journalled(), "a@x.cn").Single().Status);
        Assert.Equal(PriorState.Submitted, Judge(Journalled(), new Recipient("a@x.cn")).State);
    }

    [Fact]
    public void An_email_that_was_about_to_be_sent_is_unknown_and_not_sent()
    {
        Server.Answer(SendPath, Accepted);
        WriteJournal(Sending(1));
        using var run = Journalled();
        Assert.Equal((PriorState.Unknown, (long?)null), Judge(run, Order));
        Assert.Empty(Finish(run));
        Assert.Empty(Server.Submissions);
    }

    [Fact]
    public void An_email_with_a_lost_response_is_unknown_and_not_sent()
    {
        Server.Answer(SendPath, RawAnswer.HangUp);
        SendAll(Journalled(), "a@x.cn");
        using var run = Journalled();
        Assert.Equal(PriorState.Unknown, Judge(run, new Recipient("a@x.cn")).State);
        Assert.Empty(Finish(run));
        Assert.Single(Server.Submissions);
    }

    [Fact]
    public void An_unknown_email_is_sent_if_this_is_requested()
    {
        Server.Answer(SendPath, Accepted);
        WriteJournal(Sending(1));
        using (var run = Journalled(retryUnknown: true))
        {
            Assert.Equal(PriorState.New, Judge(run, Order).State);
            Assert.Equal(SendStatus.Submitted, Finish(run).Single().Status);
        }

        Assert.Equal(PriorState.Submitted, Judge(Journalled(retryUnknown: true), Order).State);
    }

    /// <summary>The result of a second attempt does not show whether the first one arrived.</summary>
    [Theory]
    [InlineData("notsent")]
    [InlineData("rejected")]
    public void An_unknown_email_stays_unknown_if_the_next_attempt_does_not_arrive(string state)
    {
        WriteJournal(Sending(1), Sending(2), Outcome(state, 2));
        using (var run = Journalled())
        {
            Assert.Equal(PriorState.Unknown, Judge(run, Order).State);
        }

        Assert.Equal(PriorState.New, Judge(Journalled(retryUnknown: true), Order).State);
    }

    [Fact]
    public void Retries_within_a_run_leave_nothing_unknown()
    {
        WriteJournal(Sending(1), Outcome("notsent", 1), Sending(2), Outcome("notsent", 2));
        Assert.Equal(PriorState.New, Judge(Journalled(), Order).State);
    }

    [Theory]
    [InlineData("a@x.cn", "order-1", PriorState.Unknown)]
    [InlineData("A@X.CN", "order-1", PriorState.Unknown)]
    [InlineData("a@x.cn", "ORDER-1", PriorState.New)]
    [InlineData("a@x.cn", "order-2", PriorState.New)]
    [InlineData("b@x.cn", "order-1", PriorState.New)]
    [InlineData("a@x.cn", null, PriorState.New)]
    public void An_email_is_identified_by_its_key_and_its_address(string address, string? key, PriorState state)
    {
        WriteJournal(Sending(1));
        Assert.Equal(state, Judge(Journalled(), new Recipient(address, key)).State);
    }

    [Fact]
    public void With_a_key_the_content_may_change()
    {
        WriteJournal(Sending(1), """{"state":"submitted","submission":1,"id":["7"]}""");
        using var run = Journalled();
        Assert.Equal(PriorState.Submitted, run.Add(Mail with { Subject = "Other" }, Order, out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Theory]
    [InlineData("key-\ud83d")]
    [InlineData("\"quoted\"\\ \u2028 键")]
    [InlineData("")]
    public void A_key_may_be_any_text(string key)
    {
        Server.Answer(SendPath, Accepted);
        using (var run = Journalled())
        {
            run.Add(Mail, new Recipient("a@x.cn", key), out _);
            Finish(run);
        }

        Assert.Equal(PriorState.Submitted, Judge(Journalled(), new Recipient("a@x.cn", key)).State);
    }

    [Fact]
    public void Permitted_duplicates_are_counted_across_runs()
    {
        Server.Answer(SendPath, Accepted, Accepted, RawAnswer.HangUp);
        using (var run = Journalled(allowDuplicates: true, batchSize: 1))
        {
            for (var i = 0; i < 3; i++)
            {
                run.Add(Mail, Order, out _);
                Finish(run);
            }
        }

        Assert.Equal(["order-1", "order-1\\u001F2", "order-1\\u001F3"], JournalLines().Where(l => l.Contains("\"sending\"")).Select(KeyOf));
        using var next = Journalled(allowDuplicates: true);
        Assert.Equal(
            [PriorState.Submitted, PriorState.Submitted, PriorState.Unknown, PriorState.New],
            Enumerable.Range(0, 4).Select(_ => Judge(next, Order).State));
    }

    [Fact]
    public void A_duplicate_of_this_run_is_not_compared_with_the_journal()
    {
        WriteJournal(Sending(1));
        using var run = Journalled();
        Assert.Equal(
            [PriorState.Unknown, PriorState.Duplicate], Enumerable.Range(0, 2).Select(_ => Judge(run, Order).State));
    }

    private static string Sending(int submission) =>
        $$"""{"state":"sending","submission":{{submission}},"to":["a@x.cn"],"key":["order-1"]}""";

    private static string Outcome(string state, int submission) => $$"""{"state":"{{state}}","submission":{{submission}}}""";

    private static string KeyOf(string line) => line.Split(["\"key\":[\""], StringSplitOptions.None)[1].Split('"')[0];

    private static (PriorState State, long? Id) Judge(SendRun run, Recipient recipient) =>
        (run.Add(Mail, recipient, out var id), id);
}
