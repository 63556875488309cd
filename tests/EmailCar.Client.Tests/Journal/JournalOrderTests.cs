using System.Collections.Concurrent;
using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Journal;

/// <summary>When the lines of a journal are written, as seen by another reader of the file at that moment.</summary>
public class JournalOrderTests : EngineTest
{
    [Fact]
    public void Others_can_read_the_sending_line_when_the_body_arrives()
    {
        var seen = new ConcurrentDictionary<string, string>();
        Server.Handle(SendPath, request =>
        {
            seen[request["to"]] = JournalText();
            return Accepted;
        });
        SendAll(Journalled(batchSize: 1), "a@x.cn", "b@x.cn", "c@x.cn");
        foreach (var to in new[] { "a@x.cn", "b@x.cn", "c@x.cn" })
        {
            Assert.Contains($"""
                "state":"sending","submission":{1 + (to[0] - 'a')},"recipients":1,"first":"{to}",
                """, seen[to]);
            Assert.EndsWith("\n", seen[to]);
        }
    }

    [Fact]
    public async Task Not_sent_is_recorded_before_the_delay()
    {
        Server.Answer(SendPath, RawAnswer.Text(429, "", "Retry-After: 30"), Accepted);
        using var run = Journalled();
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        Approve(run);
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<RetryNotice>(Next(run)).Delay);
        Assert.Equal(["sending", "notsent"], States());
        Assert.Equal(TimeSpan.FromSeconds(30), await Clock.WaitAsync());
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(SendStatus.Submitted, Assert.IsType<SubmissionOutcome>(Next(run)).Status);
        Assert.Equal(["sending", "notsent", "sending", "submitted"], States());
        Assert.Contains("""time":"2026-01-05T08:00:00.000Z","state":"notsent","submission":1,""", JournalLines()[2]);
        Assert.Contains("""time":"2026-01-05T08:00:30.000Z","state":"sending","submission":2,""", JournalLines()[3]);
    }

    [Fact]
    public void Each_result_is_recorded_before_it_is_reported()
    {
        Server.Answer(SendPath, Accepted, RawAnswer.HangUp, Refusal("失败原因"));
        using var run = Journalled(batchSize: 1);
        foreach (var (to, state) in new[] { ("a@x.cn", "submitted"), ("b@x.cn", "unknown"), ("c@x.cn", "rejected") })
        {
            run.Add(Mail, new Recipient(to), out _);
            Approve(run);
            Assert.IsType<SubmissionOutcome>(Next(run));
            Assert.Equal(["sending", state], States().Skip(States().Length - 2));
            Assert.IsType<SubmissionDone>(Next(run));
        }
    }

    [Fact]
    public async Task Lines_are_in_the_order_of_the_events()
    {
        var answers = new[] { new TaskCompletionSource<bool>(), new TaskCompletionSource<bool>() };
        Server.Handle(SendPath, r => RawAnswer.Json(Accepted).After(answers[r["to"] == "a@x.cn" ? 0 : 1].Task));
        using var run = Journalled(batchSize: 1);
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        run.Add(Mail, new Recipient("b@x.cn"), out _);
        Approve(run);
        await Server.RequestAsync(2).Soon();
        Assert.Equal(["sending", "sending"], States());
        answers[1].SetResult(true);
        await LineAsync("\"state\":\"submitted\",\"submission\":2,").Soon();
        answers[0].SetResult(true);
        Finish(run);
        Assert.Equal(["sending", "sending", "submitted", "submitted"], States());
        Assert.Contains("\"submission\":1,", JournalLines()[4]);
    }

    [Fact]
    public void Nothing_is_recorded_for_a_submission_that_was_not_sent()
    {
        Server.Dispose();
        using var run = Journalled();
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        Approve(run);
        Assert.Equal(FailureKind.Unreachable, Assert.IsType<RetryNotice>(Next(run)).Failure.Kind);
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public void Nothing_is_recorded_before_the_first_submission()
    {
        using (var run = Journalled())
        {
            run.Add(Mail, new Recipient("a@x.cn"), out _);
            run.SealAll();
            Assert.NotNull(run.TakeSealed());
        }

        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_part_that_is_sent_again_has_separate_lines()
    {
        Server.Handle(SendPath, r => r["to"].Contains("b@x.cn") ? Refusal("收件人地址无效: b@x.cn") : Accepted);
        SendAll(Journalled(), "a@x.cn", "b@x.cn", "c@x.cn");
        Assert.Equal(["sending", "rejected", "sending", "submitted"], States());
        Assert.Contains("""submission":2,"recipients":2,"first":"a@x.cn","via":"WebApi","content":"…","to":["a@x.cn","c@x.cn"]""", PlainLines()[3]);
    }

    /// <summary>Waits for a line. It is written before the result is reported, and the result waits for the one before it.</summary>
    private async Task LineAsync(string part)
    {
        while (!JournalText().Contains(part))
        {
            await Task.Yield();
        }
    }
}
