using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>The rules of the service over SMTP: rate, points, senders, opens and faults.</summary>
public sealed class SandboxSmtpRuleTests
{
    private const string Message = "From: \"Example Shop\" <support@example.com>\r\nSubject: Hi\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>";

    [Fact]
    public async Task The_rate_and_the_points_are_those_of_the_WebAPI()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0.001 });
        using var call = await SmtpCall.LogIn(server);
        Assert.Contains("success", await server.SendMail("a@example.com"), StringComparison.Ordinal);
        Assert.Equal("451 4.7.1 发送频率过快,请稍后再试", await call.Mail(Message, "a@example.com"));
        server.RequestsPerSecond = 0;
        server.Points = 1;
        Assert.Equal("554 5.7.1 邮箱点数不足", await call.Mail(Message, "a@example.com", "b@example.com"));
        Assert.StartsWith("250 ", await call.Mail(Message, "a@example.com"), StringComparison.Ordinal);
        Assert.Equal(0, server.Points);
        Assert.Equal([true, false, false, true], server.Submissions.Select(submission => submission.Accepted));
    }

    [Theory]
    [InlineData(SandboxFault.TooFast, "451 4.7.1 发送频率过快", false)]
    [InlineData(SandboxFault.ServerError, "554 5.3.0", false)]
    [InlineData(SandboxFault.NoPoints, "554 5.7.1 邮箱点数不足", false)]
    [InlineData(SandboxFault.HtmlPage, "<html>", false)]
    [InlineData(SandboxFault.Drop, "", false)]
    [InlineData(SandboxFault.DropAfterAccept, "", true)]
    [InlineData(SandboxFault.Truncated, "250 2.0.0 Ok", true)]
    public async Task Each_fault_looks_as_it_would_on_the_wire(SandboxFault fault, string start, bool isAccepted)
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, Faults = new SandboxFaults([fault], 100, 1) });
        using var call = await SmtpCall.LogIn(server);
        var reply = await call.Mail(Message, "a@example.com");
        Assert.StartsWith(start, reply, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, reply.Length == 0);
        Assert.True(fault is not SandboxFault.Truncated || !reply.Contains("queued as 2"), reply);
        Assert.Equal(isAccepted, Assert.Single(server.Submissions).Accepted);
        Assert.Equal((fault, isAccepted), (server.Mails[0].Fault, server.Mails[0].IsAccepted));
        Assert.Equal(fault is not (SandboxFault.TooFast or SandboxFault.ServerError or SandboxFault.NoPoints), await call.IsClosedAfter("NOOP"));
    }

    [Fact]
    public async Task A_message_that_hangs_gets_no_reply()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, Faults = new SandboxFaults([SandboxFault.Hang], 100, 1) });
        using var call = await SmtpCall.LogIn(server);
        var reply = call.Mail(Message, "a@example.com");
        while (server.Submissions.Count == 0)
        {
            await Task.Yield();
        }

        Assert.False(reply.IsCompleted);
        server.Dispose();
        Assert.Equal("", await reply);
    }

    [Fact]
    public async Task A_request_that_a_web_page_sends_to_the_port_adds_no_email()
    {
        using var server = Start();
        using var call = await SmtpCall.Connect(server);
        await call.Read();
        await call.Write($"POST / HTTP/1.1\r\nHost: localhost\r\n\r\nEHLO x\r\nAUTH PLAIN {SmtpCall.Plain}\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n{Message}\r\n.\r\n");
        Assert.StartsWith("521 ", await call.Read(), StringComparison.Ordinal);
        Assert.True(await call.IsClosed());
        Assert.Empty(server.Submissions);
    }

    [Fact]
    public async Task The_sender_in_the_message_must_be_registered_too()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        Assert.Equal("554 5.7.1 发件人地址未注册", await call.Mail("From: <unregistered@example.com>\r\n\r\nx", "a@example.com"));
        Assert.Equal("554 5.7.1 发件人地址(from)不能为空", await call.Mail("Subject: x\r\n\r\nx", "a@example.com"));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Opens_are_counted_if_there_is_HTML()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        await call.Mail(Message, "open@example.com");
        await call.Mail("From: a@example.com\r\n\r\nx", "open@example.com");
        Assert.Equal(["1", "0"], SandboxCall.Rows(await server.Post("mail/lists", SandboxCall.Login)).Select(row => row.Text("guest_count")));
    }

    private static SandboxServer Start() => SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0 });
}
