using System.Globalization;
#if NET
using System.Security.Cryptography.X509Certificates;
#endif
using System.Text;
using EmailCar.Sandbox;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>The sandbox's SMTP server, as a client on a raw socket sees it.</summary>
public sealed class SandboxSmtpTests
{
    private const string Message = "From: \"Example Shop\" <support@example.com>\r\nSubject: Hi\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>";

    private static readonly string[] Unsecured =
        ["250-localhost", "250-SIZE 33554432", "250-PIPELINING", "250-8BITMIME", "250-ENHANCEDSTATUSCODES", "250-STARTTLS", "250 AUTH PLAIN LOGIN"];

    [Fact]
    public async Task A_message_sent_by_SMTP_is_in_the_same_log_and_inbox_as_one_sent_by_the_WebAPI()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        var reply = await call.Mail(Message, "a@example.com", "bounce@example.com");
        var mails = server.Mails;
        Assert.Equal(FormattableString.Invariant($"250 2.0.0 Ok: queued as {mails[0].Id:X}"), reply);
        Assert.Equal(["a@example.com", "bounce@example.com"], mails.Select(mail => mail.To));
        Assert.Equal([MailStatus.Delivered, MailStatus.Failed], mails.Select(server.StatusOf));
        Assert.All(mails, mail => Assert.Equal(MailOrigin.Smtp, mail.Via));
        Assert.Equal((1, 1), (mails[0].Submission, mails[1].Submission));
        var content = mails[0].Content;
        Assert.Equal(("support@example.com", "Example Shop", "support@example.com", "Hi", "<p>Hello</p>\r\n", "Hello"), (content.From, content.FromName, content.ReplyTo, content.Subject, content.Html, content.Text));
        Assert.Equal(Message + "\r\n", Encoding.UTF8.GetString(content.Message!));
        Assert.Equal(["From", "Subject", "Content-Type"], mails[0].Headers.Select(header => header.Key));
        Assert.Equal(9_998, server.Points);
        var submission = Assert.Single(server.Submissions);
        Assert.Equal(("support@example.com", "Hi", true), (submission.From, submission.Subject, submission.Accepted));
        var rows = SandboxCall.Rows(await server.Post("mail/lists", SandboxCall.Login));
        Assert.Equal(["2", "3"], rows.Select(row => row.Text("status")));
    }

    [Fact]
    public async Task EHLO_returns_the_capabilities_of_the_server()
    {
        using var certificate = TestCertificate.Load();
        using var server = SandboxServer.Start(new SandboxOptions { SmtpCertificate = certificate });
        using var call = await SmtpCall.Connect(server);
        Assert.Equal("220 localhost ESMTP EmailCar sandbox", await call.Read());
        Assert.Equal(Unsecured, (await call.Ask("EHLO test")).Split('\n'));
        Assert.Equal("250 localhost", await call.Ask("helo test"));
        Assert.StartsWith("501 ", await call.Ask("EHLO"), StringComparison.Ordinal);
        Assert.StartsWith("221 ", await call.Ask("QUIT"), StringComparison.Ordinal);
        Assert.True(await call.IsClosed());
    }

    [Theory]
    [InlineData("AUTH PLAIN {plain}", null, null)]
    [InlineData("AUTH PLAIN", "{plain}", null)]
    [InlineData("auth login", "{user}", "{password}")]
    [InlineData("AUTH LOGIN {user}", "{password}", null)]
    public async Task The_login_of_the_sandbox_is_accepted_in_each_form(string command, string? first, string? second)
    {
        using var server = Start();
        using var call = await SmtpCall.Connect(server);
        await call.Read();
        await call.Ask("EHLO test");
        Assert.StartsWith("530 ", await call.Ask("MAIL FROM:<support@example.com>"), StringComparison.Ordinal);
        var reply = await call.Ask(Filled(command));
        foreach (var answer in new[] { first, second }.OfType<string>())
        {
            Assert.StartsWith("334 ", reply, StringComparison.Ordinal);
            reply = await call.Ask(Filled(answer));
        }

        Assert.StartsWith("235 ", reply, StringComparison.Ordinal);
        Assert.StartsWith("250 ", await call.Ask("MAIL FROM:<support@example.com>"), StringComparison.Ordinal);

        static string Filled(string text) => text.Replace("{plain}", SmtpCall.Plain).Replace("{user}", SmtpCall.Base64("sandbox@example.com")).Replace("{password}", SmtpCall.Base64("sandbox"));
    }

    [Fact]
    public async Task A_wrong_login_is_rejected_and_the_third_one_ends_the_connection()
    {
        using var server = Start();
        using var call = await SmtpCall.Connect(server);
        await call.Read();
        await call.Ask("EHLO test");
        Assert.Equal("535 5.7.8 用户名或密码错误", await call.Ask("AUTH PLAIN " + SmtpCall.Base64("\0sandbox@example.com\0wrong")));
        Assert.StartsWith("501 ", await call.Ask("AUTH PLAIN *"), StringComparison.Ordinal);
        Assert.StartsWith("504 ", await call.Ask("AUTH CRAM-MD5"), StringComparison.Ordinal);
        Assert.StartsWith("535 ", await call.Ask("AUTH PLAIN " + SmtpCall.Base64("\0someone\0sandbox")), StringComparison.Ordinal);
        Assert.StartsWith("530 ", await call.Ask("MAIL FROM:<support@example.com>"), StringComparison.Ordinal);
        Assert.StartsWith("535 ", await call.Ask("AUTH PLAIN ="), StringComparison.Ordinal);
        Assert.True(await call.IsClosed());
    }

    [Fact]
    public async Task Everything_before_STARTTLS_is_discarded()
    {
        using var certificate = TestCertificate.Load();
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, SmtpCertificate = certificate });
        using var call = await SmtpCall.LogIn(server);
        await call.StartTls();
        Assert.StartsWith("503 ", await call.Ask("MAIL FROM:<support@example.com>"), StringComparison.Ordinal);
        Assert.Equal(Unsecured.Where(line => line != "250-STARTTLS"), (await call.Ask("EHLO test")).Split('\n'));
        Assert.StartsWith("530 ", await call.Ask("MAIL FROM:<support@example.com>"), StringComparison.Ordinal);
        Assert.StartsWith("235 ", await call.Ask("AUTH PLAIN " + SmtpCall.Plain), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await call.Mail(Message, "a@example.com"), StringComparison.Ordinal);
        Assert.StartsWith("503 ", await call.Ask("STARTTLS"), StringComparison.Ordinal);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task Data_sent_together_with_STARTTLS_is_not_part_of_the_secure_session()
    {
        using var certificate = TestCertificate.Load();
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, SmtpCertificate = certificate });
        using var call = await SmtpCall.LogIn(server);
        Assert.StartsWith("503 ", await call.Ask("STARTTLS\r\nMAIL FROM:<support@example.com>"), StringComparison.Ordinal);
        Assert.True(await call.IsClosed());
    }

#if NET
    [Fact]
    public async Task Without_a_certificate_one_is_created_for_localhost()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        await call.StartTls();
        Assert.Equal(("CN=localhost", "CN=localhost"), (call.Certificate!.Subject, call.Certificate.Issuer));
        var names = call.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal("localhost", Assert.Single(names.EnumerateDnsNames()));
        Assert.Contains(System.Net.IPAddress.Loopback, names.EnumerateIPAddresses());
    }
#endif

    [Fact]
    public async Task Commands_that_arrive_together_are_answered_in_their_order()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        await call.Write($"MAIL FROM:<support@example.com> SIZE=100 BODY=8BITMIME\r\nRCPT TO:<a@example.com>\r\nRCPT TO:<nobody>\r\nDATA\r\n{Message}\r\n.\r\nNOOP\r\nQUIT\r\n");
        var codes = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            codes.Add((await call.Read()).Substring(0, 3));
        }

        Assert.Equal(["250", "250", "501", "354", "250", "250", "221"], codes);
        Assert.Equal(["a@example.com"], server.Mails.Select(mail => mail.To));
    }

    [Theory]
    [InlineData("MAIL FROM:<unregistered@example.com>", "550 5.7.1 发件人地址未注册")]
    [InlineData("MAIL FROM:<nobody>", "550 5.7.1 发件人地址格式错误")]
    [InlineData("MAIL FROM:<a@example.com> SIZE=33554433", "552 5.3.4")]
    [InlineData("MAIL FROM:<a@example.com> SMTPUTF8", "555 5.5.4")]
    [InlineData("MAIL FROM: a@example.com", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@example.com>|RCPT TO:<b@example.com> NOTIFY=NEVER", "555 5.5.4")]
    [InlineData("MAIL FROM:<a@example.com>|RCPT TO:<张三@example.com>", "553 5.6.7")]
    [InlineData("MAIL FROM:<a@example.com>|RCPT TO:<b@example.com><c@example.com>", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@example.com>|MAIL FROM:<a@example.com>", "503 5.5.1")]
    [InlineData("MAIL FROM:<a@example.com>|DATA", "554 5.5.1")]
    [InlineData("MAIL FROM:<a@example.com>|RCPT TO:<b@example.com>|RSET|DATA", "503 5.5.1")]
    [InlineData("RCPT TO:<b@example.com>", "503 5.5.1")]
    [InlineData("AUTH PLAIN =", "503 5.5.1")]
    [InlineData("BDAT 5 LAST", "500 5.5.2")]
    public async Task Unsupported_commands_are_rejected(string lines, string last)
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        var reply = "";
        foreach (var line in lines.Split('|'))
        {
            reply = await call.Ask(line);
        }

        Assert.StartsWith(last, reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_fifty_recipients_are_rejected_temporarily()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        await call.Ask("MAIL FROM:<support@example.com>");
        for (var i = 0; i < 50; i++)
        {
            Assert.StartsWith("250 ", await call.Ask(string.Format(CultureInfo.InvariantCulture, "RCPT TO:<u{0}@example.com>", i)), StringComparison.Ordinal);
        }

        Assert.StartsWith("452 ", await call.Ask("RCPT TO:<u50@example.com>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_is_stored_unchanged_except_for_the_added_dots()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        await call.Mail("From: a@example.com\r\n\r\n..one\r\n...\r\n.\rx\n.\n\r\r\n\ttwo \u00ff", "a@example.com");
        Assert.Equal("From: a@example.com\r\n\r\n.one\r\n..\r\n\rx\n.\n\r\r\n\ttwo \u00ff\r\n", Encoding.UTF8.GetString(server.Mails[0].Content.Message!));
    }

    [Fact]
    public async Task A_message_that_arrives_in_single_bytes_is_the_same()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        await call.Ask("MAIL FROM:<support@example.com>");
        await call.Ask("RCPT TO:<a@example.com>");
        await call.Ask("DATA");
        foreach (var value in Encoding.ASCII.GetBytes("From: a@example.com\r\n\r\n..\r\n.x\r\n.\r\n"))
        {
            await call.WriteBytes([value]);
        }

        Assert.StartsWith("250 ", await call.Read(), StringComparison.Ordinal);
        Assert.Equal("From: a@example.com\r\n\r\n.\r\nx\r\n", Encoding.UTF8.GetString(server.Mails[0].Content.Message!));
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_rejected_after_it_was_read()
    {
        using var server = Start();
        using var call = await SmtpCall.LogIn(server);
        await call.Ask("MAIL FROM:<support@example.com>");
        await call.Ask("RCPT TO:<a@example.com>");
        await call.Ask("DATA");
        var line = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024 - 2) + "\r\n");
        for (var i = 0; i < 33; i++)
        {
            await call.WriteBytes(line);
        }

        Assert.StartsWith("552 5.3.4", await call.Ask("."), StringComparison.Ordinal);
        Assert.Empty(server.Mails);
        Assert.StartsWith("250 ", await call.Mail(Message, "a@example.com"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incomplete_message_is_discarded()
    {
        using var server = Start();
        using (var call = await SmtpCall.LogIn(server))
        {
            await call.Ask("MAIL FROM:<support@example.com>");
            await call.Ask("RCPT TO:<a@example.com>");
            await call.Ask("DATA");
            await call.Write(Message + "\r\n.\r");
        }

        using var next = await SmtpCall.LogIn(server);
        await next.Mail(Message, "b@example.com");
        Assert.Equal(["b@example.com"], server.Mails.Select(mail => mail.To));
        Assert.Single(server.Submissions);
    }

    private static SandboxServer Start() => SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0 });
}
