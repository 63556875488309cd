using System.Net;
using System.Net.Sockets;
using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>The effect of each failure on its emails and on the run.</summary>
public class SendRunFailureTests : SendRunTest
{
    public static TheoryData<string> Unreadable => new() { "hang up", "reset", "500", "502", "html", "empty", "truncated", "too long" };

    [Theory]
    [InlineData("失败原因")]
    [InlineData("收件人地址无效")]
    [InlineData("没有找到数据")]
    public void A_readable_rejection_rejects_only_its_emails(string message)
    {
        Server.Answer(SendPath, Error(message), Success);
        var outcomes = Send("first", "second");
        Assert.Equal([SendStatus.Rejected, SendStatus.Submitted], outcomes.Select(o => o.Status));
        Assert.Equal(message, outcomes[0].Failure!.Message);
        Assert.Empty(outcomes[0].Ids);
        Assert.Empty(Retried);
    }

    [Theory]
    [InlineData("用户名或密码错误", FailureKind.Authentication)]
    [InlineData("点数不足", FailureKind.NoPoints)]
    [InlineData("账号已被关闭", FailureKind.AccountClosed)]
    public void A_rejected_account_ends_the_run(string message, FailureKind kind)
    {
        Server.Answer(SendPath, Error(message));
        EndsTheRun(kind, Send("first", "second", "third"));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public void A_disposed_client_ends_the_run_without_a_retry()
    {
        Client.Dispose();
        EndsTheRun(FailureKind.Disconnected, Send("first", "second", "third"));
        Assert.Empty(Retried);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public void A_wrong_endpoint_ends_the_run(int status)
    {
        Server.Answer(SendPath, RawAnswer.Text(status, "<h1>no</h1>", "Location: /elsewhere"));
        EndsTheRun(FailureKind.WrongEndpoint, Send("first", "second", "third"));
        Assert.Single(Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void An_email_that_may_have_arrived_is_unknown_and_never_sent_again(string way)
    {
        Server.Answer(SendPath, Broken(way), Success);
        var outcomes = Send("first", "second");
        Assert.Equal([SendStatus.Unknown, SendStatus.Submitted], outcomes.Select(o => o.Status));
        Assert.True(outcomes[0].Failure!.MayHaveArrived);
        Assert.Equal(2, Server.Connections);
        Assert.Empty(Retried);
    }

    [Fact]
    public async Task A_timeout_after_the_email_was_sent_is_unknown_and_never_sent_again()
    {
        Server.Answer(SendPath, RawAnswer.Never, Success);
        var sending = Task.Run(() => Send("first", "second"));
        await Server.RequestAsync(1).Soon();
        Clock.Advance(Timeout);
        var outcomes = await sending.Soon();
        Assert.Equal([SendStatus.Unknown, SendStatus.Submitted], outcomes.Select(o => o.Status));
        Assert.Equal(["first", "second"], Server.Submissions.Select(s => s["subject"]));
    }

    [Fact]
    public void An_unreachable_service_is_retried_5_times_and_ends_the_run()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://{listener.LocalEndpoint}/v1/");
        listener.Stop();
        using var run = new SendRun(NewClient(endpoint), new SendRunSettings { BatchSize = 1 });
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        run.Add(Mail, new Recipient("b@x.cn"), out _);
        EndsTheRun(FailureKind.Unreachable, Finish(run));
        Assert.Equal([1, 2, 3, 4, 5], Retried.Select(r => r.Attempt));
        Assert.Equal(FailureKind.Unreachable, run.EndedBy?.Kind);
    }

    [Fact]
    public async Task A_timeout_before_the_email_was_sent_is_retried()
    {
        using var run = new SendRun(NewClient(new Uri(Server.Endpoint.AbsoluteUri.Replace("http://", "https://"))), new SendRunSettings { BatchSize = 1 });
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        run.Approve(run.TakeSealed()!);
        await Server.ConnectionAsync().Soon();
        Clock.Advance(Timeout);
        var notice = Assert.IsType<RetryNotice>(run.Take(Waiting.Patience, CancellationToken.None));
        Assert.Equal((FailureKind.TimedOut, 1), (notice.Failure.Kind, notice.Attempt));
    }

    [Theory]
    [InlineData(408, "")]
    [InlineData(429, "")]
    [InlineData(503, "<h1>busy</h1>")]
    [InlineData(200, """{"status":"error","msg":"发送过快"}""")]
    public void Too_fast_is_retried_10_times_and_ends_the_run(int status, string text)
    {
        Server.Answer(SendPath, RawAnswer.Text(status, text));
        EndsTheRun(FailureKind.TooFast, Send("first", "second"));
        Assert.Equal(11, Server.Requests.Count);
        Assert.Equal(Enumerable.Range(1, 10), Retried.Select(r => r.Attempt));
    }

    [Fact]
    public void Too_fast_is_temporary()
    {
        Server.Answer(SendPath, RawAnswer.Text(429, "", "Retry-After: 30"), RawAnswer.Text(503, ""), Success);
        Assert.Equal(SendStatus.Submitted, Send("first").Single().Status);
        Assert.Equal(3, Server.Submissions.Count);
        Assert.Single(Server.Submissions.Select(s => s.BodyText).Distinct());
        Assert.Equal(TimeSpan.FromSeconds(30), Retried.First().Delay);
        Assert.Contains(TimeSpan.FromSeconds(30), Clock.Waits);
    }

    [Fact]
    public void A_sender_that_is_not_registered_is_not_retried_and_other_senders_continue()
    {
        Server.Handle(SendPath, r => r["from"] == "shop@example.cn" ? Error("发件人未注册") : Success);
        MailContent Of(string from, string subject) => Mail with { From = from, Subject = subject };
        var outcomes = Send(
            Of("shop@example.cn", "1"), Of("news@example.cn", "2"), Of("SHOP@example.cn", "3"), Of("shop@example.cn", "4"), Of("news@example.cn", "5"));
        Assert.Equal(
            [SendStatus.Rejected, SendStatus.Submitted, SendStatus.Rejected, SendStatus.Rejected, SendStatus.Submitted],
            outcomes.Select(o => o.Status));
        Assert.Equal(["1", "2", "5"], Server.Submissions.Select(s => s["subject"]));
        Assert.All(outcomes.Where(o => o.Status == SendStatus.Rejected), o => Assert.Equal("发件人未注册", o.Failure!.Message));
    }

    private static void EndsTheRun(FailureKind kind, List<SubmissionOutcome> outcomes)
    {
        Assert.All(outcomes, o => Assert.Equal((SendStatus.NotSent, kind), (o.Status, o.Failure!.Kind)));
        Assert.All(outcomes, o => Assert.Empty(o.Ids));
    }

    private static RawAnswer Broken(string way) => way switch
    {
        "hang up" => RawAnswer.HangUp,
        "reset" => RawAnswer.ResetAfter(5),
        "500" or "502" => RawAnswer.Text(int.Parse(way), "<h1>Oops</h1>"),
        "html" => RawAnswer.Text(200, "<html></html>", "Content-Type: text/html"),
        "empty" => RawAnswer.Text(200, ""),
        "truncated" => RawAnswer.Json("""{"data":{"return":{"id":1""").Truncated(30),
        _ => RawAnswer.Text(200, new string(' ', AnswerText.Limit + 1)),
    };
}
