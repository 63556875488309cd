using System.Text;
using System.Text.RegularExpressions;
using EmailCar.Emails;
using EmailCar.Failures;

namespace EmailCar.Client.Tests.Smtp;

/// <summary>Files arrive byte for byte. They are read when their email is sent, and never sent after they have changed.</summary>
public class SmtpAttachmentTests : SmtpTest
{
    [Theory]
    [InlineData("report.pdf", 0)]
    [InlineData("report.txt", 1)]
    [InlineData("message.eml", 5000)]
    [InlineData("page.html", 70_001)]
    [InlineData("noextension", 57)]
    [InlineData("报告 2026年5月.pdf", 300_000)]
    [InlineData("😀 \"quoted\" name.zip", 1024)]
    [InlineData("a;b=c%20'd.csv", 999)]
    public void A_file_arrives_unchanged_with_its_name(string name, int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var outcome = Assert.Single(Send(NewClient(), WithFile(Attachment(NewFile("file", bytes), name)), "a@x.cn"));

        Assert.Equal(SendStatus.Submitted, outcome.Status);
        var part = Assert.Single(Parts(Assert.Single(Server.Accepted).Message), p => p.Headers.Contains("attachment"));
        Assert.Equal(bytes, Convert.FromBase64String(part.Body.Replace("\r\n", "")));
        Assert.Contains("Content-Transfer-Encoding: base64", part.Headers);
        Assert.Equal(name, FileName(part.Headers));
        Assert.All(Server.Accepted[0].Message.Split('\n'), line => Assert.True(line.Length <= 998));
    }

    [Fact]
    public void Line_ends_of_text_files_are_not_changed()
    {
        var bytes = Encoding.ASCII.GetBytes("unix\nwindows\r\nmac\rdots\r\n.\r\n..\n");
        Send(NewClient(), WithFile(Attachment(NewFile("notes.txt", bytes))), "a@x.cn");

        var part = Parts(Assert.Single(Server.Accepted).Message).Single(p => p.Headers.Contains("attachment"));
        Assert.Equal(bytes, Convert.FromBase64String(part.Body.Replace("\r\n", "")));
    }

    [Theory]
    [InlineData("changed!!!")]
    [InlineData("longer than before")]
    [InlineData("short")]
    [InlineData(null)]
    public void A_file_that_changes_cancels_its_email_before_the_end(string? content)
    {
        var path = NewFile("a.txt", Encoding.ASCII.GetBytes("as it was."));
        var mail = WithFile(Attachment(path));
        if (content is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, content);
        }

        var outcome = Assert.Single(Send(NewClient(), mail, "a@x.cn"));

        Assert.Equal(SendStatus.Rejected, outcome.Status);
        Assert.Equal(FailureKind.AttachmentChanged, outcome.Failure!.Kind);
        Assert.Empty(Server.Accepted);
        Assert.DoesNotContain(".", Server.Commands);
        Assert.Equal(["sending", "rejected"], States());
    }

    [Fact]
    public void An_email_that_is_too_large_for_the_server_is_not_started()
    {
        Server.Extensions = ["SIZE 1000", "AUTH PLAIN"];
        var outcome = Assert.Single(Send(NewClient(), WithFile(Attachment(NewFile("a.bin", new byte[2000]))), "a@x.cn"));

        Assert.Equal(SendStatus.Rejected, outcome.Status);
        Assert.Equal(FailureKind.TooLarge, outcome.Failure!.Kind);
        Assert.DoesNotContain(Server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public void Copies_are_sent_and_hidden_addresses_are_not_in_the_message()
    {
        var mail = Mail with { Additions = new MailAdditions { Cc = ["c@x.cn"], Bcc = ["b@x.cn"], Priority = MailPriority.High, Text = "plain words", Headers = [new("X-Order", "订单 7")] } };
        Send(NewClient(), mail, "a@x.cn");

        var email = Assert.Single(Server.Accepted);
        Assert.Equal(["<a@x.cn>", "<c@x.cn>", "<b@x.cn>"], email.Envelope.Skip(1).Select(line => line.Split(':')[1].Trim()));
        Assert.Contains("\r\nCc: c@x.cn\r\n", email.Message);
        Assert.DoesNotContain("b@x.cn", email.Message);
        Assert.Contains("\r\nImportance: high\r\n", email.Message);
        Assert.Contains("X-Order: =?utf-8?", email.Message);
        Assert.Contains("plain words", email.Message);
    }

    [Fact]
    public void A_rejected_copy_keeps_the_email_from_being_sent()
    {
        Server.Reply("RCPT", "250 ok", "550 no such copy");
        var outcome = Assert.Single(Send(NewClient(), Mail with { Additions = new MailAdditions { Bcc = ["b@x.cn"] } }, "a@x.cn"));

        Assert.Equal(SendStatus.Rejected, outcome.Status);
        Assert.Contains("b@x.cn", outcome.Failure!.ServiceMessage);
        Assert.DoesNotContain("DATA", Server.Commands);
    }

    [Fact]
    public void The_message_id_is_the_same_whenever_the_same_email_goes_to_the_same_address()
    {
        Send(NewClient(), Mail, "a@x.cn", "b@x.cn");
        File.Delete(JournalPath);
        Send(NewClient(), Mail, "a@x.cn");

        var ids = Server.Accepted.Select(email => Regex.Match(email.Message, "Message-I[dD]: <([0-9a-f]{32}@example.cn)>").Groups[1].Value).ToArray();
        Assert.All(ids, id => Assert.NotEmpty(id));
        Assert.Equal(2, ids.Distinct().Count());
        var sent = string.Concat(Server.Accepted.Select(email => email.Message)) + string.Join("\n", Server.Commands);
        Assert.DoesNotMatch($@"(?i)(@|\.|LO ){Regex.Escape(Environment.MachineName)}(\W|$)", sent);
    }

    [Fact]
    public void Emails_differ_by_name_and_hash_of_their_files_and_not_by_path_or_way_of_sending()
    {
        using var keys = new MailKeys();
        string Key(MailContent content) => keys.KeyOf(content, null);
        MailAttachment File(string name, string path, string hash) => new(name, path, 1, hash);

        var plain = new MailContent("shop@example.cn", "Shop", null, "Hi", "<p>Hello</p>", false, false);
        Assert.Equal("sha256:fb35a39c2f9418bd", Key(plain).Substring(0, 23));
        Assert.Equal(Key(plain), Key(plain with { Via = SendVia.Smtp }));
        Assert.Equal(Key(WithFile(File("a", "/1", "x"))), Key(WithFile(File("a", "/2", "x"))));
        Assert.Equal(4, new[] { Key(plain), Key(WithFile(File("a", "/1", "x"))), Key(WithFile(File("b", "/1", "x"))), Key(WithFile(File("a", "/1", "y"))) }.Distinct().Count());
    }

    private static MailContent WithFile(MailAttachment file) => Mail with { Additions = new MailAdditions { Attachments = [file] } };

    private static IEnumerable<(string Headers, string Body)> Parts(string message)
    {
        var boundary = Regex.Match(message, "boundary=\"([^\"]+)\"").Groups[1].Value;
        foreach (var part in message.Split(["--" + boundary], StringSplitOptions.None).Skip(1).TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal)))
        {
            var at = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            yield return (Regex.Replace(part.Substring(0, at), "\r\n[\t ]", " "), part.Substring(at + 4));
        }
    }

    /// <summary>Reads a file name in each form of RFC 2231: plain, encoded, or in parts.</summary>
    private static string FileName(string headers)
    {
        var line = headers.Split(["\r\n"], StringSplitOptions.None).Single(h => h.StartsWith("Content-Disposition", StringComparison.Ordinal));
        var pieces = Regex.Matches(line, "filename(?:\\*\\d+)?(\\*)?=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^; ]+))").Cast<Match>()
            .Select(m => m.Groups[1].Success ? Uri.UnescapeDataString(Regex.Replace(m.Groups[3].Value, "^utf-8''", "")) : Regex.Replace(m.Groups[2].Success ? m.Groups[2].Value : m.Groups[3].Value, "\\\\(.)", "$1"));
        return string.Concat(pieces);
    }
}
