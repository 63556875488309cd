using System.Text;
using System.Text.Json;
using EmailCar.Sandbox;
using EmailCar.Sandbox.Inbox;
using EmailCar.Sandbox.Mime;
using Microsoft.Extensions.Time.Testing;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>What the sandbox stores for each email, and what the inbox page receives.</summary>
public sealed class SandboxInboxTests
{
    [Fact]
    public async Task Each_recipient_has_an_email_with_everything_that_was_submitted_except_the_login()
    {
        using var server = Start();
        var ids = SandboxCall.Ids(await server.Post("mail/send", SandboxCall.Mail + "&replyto=help@example.com&open=1&to=a@example.com;bounce@example.com"));

        var mails = server.Mails;
        Assert.Equal(["a@example.com", "bounce@example.com"], mails.Select(mail => mail.To));
        Assert.Equal(ids, mails.Select(mail => mail.Id!.Value));
        Assert.Equal([MailStatus.Delivered, MailStatus.Failed], mails.Select(server.StatusOf));
        Assert.Equal([1, 1], mails.Select(mail => mail.Submission));
        Assert.Same(mails[0].Content, mails[1].Content);
        var content = mails[0].Content;
        Assert.Equal(("support@example.com", "Shop", "help@example.com", "Hi", "Hello"), (content.From, content.FromName, content.ReplyTo, content.Subject, content.Html));
        Assert.Equal("from fromname subject html replyto open to", string.Join(" ", content.Fields.Select(field => field.Key)));
        Assert.DoesNotContain("api_", await Get(server, "inbox/mails/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_submission_is_not_in_the_inbox()
    {
        using var server = Start();
        await server.SendMail("not an address");
        Assert.Empty(server.Mails);
        Assert.Single(server.Submissions);
    }

    [Fact]
    public async Task The_list_is_read_in_pages_from_the_newest_and_changes_from_the_oldest()
    {
        using var server = Start();
        foreach (var i in Enumerable.Range(1, 5))
        {
            await server.SendMail($"u{i}@example.com");
        }

        Assert.Equal("5 4", Numbers(await Get(server, "inbox/mails?limit=2")));
        Assert.Equal("3 2 1", Numbers(await Get(server, "inbox/mails?limit=9&before=4")));
        Assert.Equal("4 5", Numbers(await Get(server, "inbox/changes?after=3&epoch=0")));
        server.Clear();
        await server.SendMail("u6@example.com");
        var answer = await Get(server, "inbox/changes?after=5&epoch=0");
        Assert.Equal("6", Numbers(answer));
        Assert.Contains("\"epoch\":1,\"total\":1", answer, StringComparison.Ordinal);
        Assert.Equal("", Numbers(await Get(server, "inbox/mails?before=1")));
    }

    [Fact]
    public async Task A_poll_ends_when_an_email_arrives_or_its_time_is_over()
    {
        var clock = new FakeTimeProvider();
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0 }, clock);
        var poll = Get(server, "inbox/changes?after=0&epoch=0");
        await server.SendMail("a@example.com");
        Assert.Equal("1", Numbers(await poll));

        poll = Get(server, "inbox/changes?after=1&epoch=0");
        while (!poll.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(25));
            await Task.Yield();
        }

        Assert.Equal("", Numbers(await poll));
    }

    [Fact]
    public async Task Email_to_slow_addresses_is_delivered_later()
    {
        var clock = new FakeTimeProvider();
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0 }, clock);
        await server.SendMail("slow@example.com");
        Assert.Contains("\"status\":\"Sending\",\"settlesIn\":30000", await Get(server, "inbox/mails"), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(MailStatus.Delivered, server.StatusOf(server.Mails[0]));
    }

    [Fact]
    public async Task Files_in_the_mail_folder_contain_the_email_in_ASCII()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")));
        try
        {
            using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, MailFolder = folder.FullName });
            await server.Post("mail/send", SandboxCall.Login + "&from=a@x.cn&fromname=%E7%A4%BA%E4%BE%8B%22&subject=%E6%82%A8%E5%A5%BD&html=%E6%82%A8%E5%A5%BD&to=b@x.cn;c@x.cn");
            var files = folder.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).ToArray();
            Assert.Equal(server.Mails.Select(mail => $"{mail.Id}-{mail.Number:D5}.eml"), files.Select(file => file.Name));
            var text = File.ReadAllText(files[1].FullName, Encoding.ASCII);
            Assert.StartsWith("From: =?utf-8?B?" + Base64("示例\"") + "?= <a@x.cn>\r\nTo: c@x.cn\r\nSubject: =?utf-8?B?" + Base64("您好") + "?=\r\nDate: ", text, StringComparison.Ordinal);
            Assert.EndsWith("\r\n\r\n" + Base64("您好") + "\r\n", text, StringComparison.Ordinal);
            Assert.Equal(text, await Get(server, "inbox/mails/2/eml"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_is_not_writable_rejects_the_submission()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")));
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, MailFolder = folder.FullName });
        folder.Delete();
        using var response = await server.PostForResponse("mail/send", SandboxCall.Mail + "&to=a@example.com");
        Assert.Equal(500, (int)response.StatusCode);
        Assert.Empty(server.Mails);
        Assert.Equal(10_000, server.Points);
    }

    [Theory]
    [InlineData("<p>Hello <b>Na</b>,</p><p>a &amp; b<br>c</p>", "Hello Na,\na & b\nc")]
    [InlineData("<style>p{}</style><script>x</script><!-- no --><h1>您好</h1>x", "您好\nx")]
    [InlineData("plain < text", "plain < text")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc")]
    public void The_text_is_what_a_reader_sees_of_the_HTML(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("<iframe src=x>", "<x-iframe src=x>")]
    [InlineData("<IFRAME/src=x></iframe>", "<x-IFRAME/src=x></x-iframe>")]
    [InlineData("<link\frel=prefetch>", "<x-link\frel=prefetch>")]
    [InlineData("<frameset><frame src=x>", "<x-frameset><x-frame src=x>")]
    [InlineData("<links>", "<links>")]
    [InlineData("<image>", "<image>")]
    public void Elements_that_connect_before_the_policy_applies_are_renamed(string html, string harmless) =>
        Assert.EndsWith("</style>" + harmless, MailPreview.Harmless(new ReceivedContent { Html = html }), StringComparison.Ordinal);

    [Fact]
    public void The_doctype_of_an_email_stays_first() =>
        Assert.StartsWith("<!DOCTYPE html><base target=\"_blank\">", MailPreview.Harmless(new ReceivedContent { Html = "<!DOCTYPE html><p>x" }), StringComparison.Ordinal);

    [Fact]
    public void Inline_images_become_part_of_the_HTML()
    {
        var content = new ReceivedContent
        {
            Html = "<img src=\"cid:logo\"><img src=\"cid:bad\">",
            Attachments = [new("l.gif", "image/gif", "logo", [1, 2, 3]), new("b", "image/gif\"><script>", "bad", [4])],
        };
        Assert.EndsWith("<img src=\"data:image/gif;base64,AQID\"><img src=\"data:application/octet-stream;base64,BA==\">", MailPreview.Harmless(content), StringComparison.Ordinal);
    }

    private static SandboxServer Start() => SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0 });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<string> Get(SandboxServer server, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Inbox, path));
        using var response = await SandboxCall.Send(request);
        return await response.Content.ReadAsStringAsync();
    }

    private static string Numbers(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return string.Join(" ", json.RootElement.GetProperty("mails").EnumerateArray().Select(mail => mail.GetProperty("number").GetInt64()));
    }
}
