using System.Text;
using EmailCar.Sandbox;
using EmailCar.Sandbox.Inbox;
using EmailCar.Sandbox.Mime;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>How the sandbox reads messages, both valid ones from mail programs and invalid ones.</summary>
public sealed class SandboxMimeTests
{
    [Fact]
    public void A_message_with_all_kinds_of_parts_is_shown_correctly()
    {
        var content = Read(
            """
            From: =?utf-8?B?56S65L6L5ZWG5bqX?= <support@example.com>
            Reply-To: "Help, please" <help@example.com>
            Subject: =?utf-8?Q?=E6=82=A8=E5=A5=BD?= =?utf-8?Q?=EF=BC=8C?=
             =?utf-8?Q?Na_=F0=9F?= =?utf-8?Q?=98=80?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="out er"

            not shown
            --out er
            Content-Type: multipart/related; boundary=rel

            --rel
            Content-Type: multipart/alternative; boundary=alt

            --alt
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Hello =E6=82=A8=
            !
            --alt
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGltZyBzcmM9ImNp
            ZDpsb2dvIj4=
            --alt--
            --rel
            Content-Type: image/gif; name="logo.gif"
            Content-ID: <logo>
            Content-Disposition: inline

            GIF
            --rel--
            --out er
            Content-Type: application/pdf; name="=?utf-8?B?5bel6LWELnBkZg==?="
            Content-Disposition: attachment; filename*=utf-8''%E5%B7%A5%E8%B5%84.pdf
            Content-Transfer-Encoding: base64

            AAEC/w==
            --out er
            Content-Type: text/html
            Content-Disposition: attachment; filename="page.html"

            <p>
            --out er--
            not shown either
            """);
        Assert.Equal(("示例商店", "support@example.com", "help@example.com", "您好，Na 😀"), (content.FromName, content.From, content.ReplyTo, content.Subject));
        Assert.Equal(("Hello 您!", "<img src=\"cid:logo\">"), (content.Text, content.Html));
        Assert.Equal(["logo.gif image/gif logo 3", "工资.pdf application/pdf  4", "page.html text/html  3"], content.Attachments.Select(a => $"{a.Name} {a.ContentType} {a.ContentId} {a.Bytes.Length}"));
        Assert.Equal([0, 1, 2, 255], content.Attachments[1].Bytes);
        Assert.Contains("data:image/gif;base64,R0lG", MailPreview.Harmless(content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filename=plain.txt", "plain.txt")]
    [InlineData("filename=\"a \\\"b\\\"; c.txt\"", "a \"b\"; c.txt")]
    [InlineData("filename=\"=?gb18030?B?uaTXyi5wZGY=?=\"", "工资.pdf")]
    [InlineData("filename=\"工资.pdf\"", "工资.pdf")]
    [InlineData("filename*=UTF-8'zh'%E5%B7%A5%E8%B5%84.pdf; filename=x", "工资.pdf")]
    [InlineData("filename*0*=utf-8''%E5%B7; filename*1*=%A5%E8%B5%84; filename*2=.pdf", "工资.pdf")]
    [InlineData("filename*0=\"one\"; filename*1=\" two\"", "one two")]
    [InlineData("filename*=nonsense", "nonsense")]
    [InlineData("filename", "attachment-1")]
    [InlineData("FileName=\"unclosed", "\"unclosed")]
    public void File_names_are_read_in_each_spelling(string parameter, string name) =>
        Assert.Equal(name, Assert.Single(Read($"Content-Type: application/octet-stream\nContent-Disposition: attachment; {parameter}\n\nx").Attachments).Name);

    [Theory]
    [InlineData("gb18030", new byte[] { 0xC4, 0xFA, 0xBA, 0xC3 }, "您好")]
    [InlineData("iso-8859-1", new byte[] { 0xE9 }, "é")]
    [InlineData("no-such-charset", new byte[] { 0xE6, 0x82, 0xA8 }, "您")]
    [InlineData("utf-8", new byte[] { 0xE9 }, "\uFFFD")]
    [InlineData("", new byte[] { 0xE9 }, "é")]
    public void Text_is_read_in_its_declared_encoding(string charset, byte[] bytes, string text)
    {
        var head = Encoding.ASCII.GetBytes($"Content-Type: text/plain{(charset.Length > 0 ? "; charset=" + charset : "")}\r\n\r\n");
        Assert.Equal(text, ReceivedMessage.Read([.. head, .. bytes], []).Text);
    }

    [Fact]
    public void Text_alone_is_shown_as_text()
    {
        var content = Read("Subject: x\n\n<b> & \"x\"");
        Assert.Equal(("", "<b> & \"x\""), (content.Html, content.Text));
        Assert.EndsWith("<pre style=\"white-space:pre-wrap\">&lt;b&gt; &amp; &quot;x&quot;</pre>", MailPreview.Harmless(content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("no header")]
    [InlineData(": no name\n\nx")]
    [InlineData(" folded: first\n\nx")]
    [InlineData("From: <\nSubject: =?utf-8?B?!!!?=\n\nx")]
    [InlineData("From: >a<\n\nx")]
    [InlineData("Content-Type: multipart/mixed\n\nx")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\nx")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\n--b--")]
    [InlineData("Content-Type: multipart/mixed; boundary=\"\"\n\n--\n--")]
    [InlineData("Content-Type: ;;;=;\"\nContent-Transfer-Encoding: quoted-printable\n\n=")]
    [InlineData("Content-Transfer-Encoding: quoted-printable\n\n==4=4G=\r=\n=")]
    [InlineData("Content-Transfer-Encoding: base64\n\nA===B%%$")]
    public void No_input_makes_the_reader_fail(string message)
    {
        var content = ReceivedMessage.Read(Encoding.UTF8.GetBytes(message), []);
        Assert.NotNull(content.Text);
        Assert.NotNull(MailPreview.Harmless(content));
    }

    [Fact]
    public void Multiparts_are_read_to_a_depth_that_no_mail_program_reaches()
    {
        var message = string.Concat(Enumerable.Range(0, 3000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        Assert.StartsWith("multipart/", Assert.Single(Read(message).Attachments).ContentType, StringComparison.Ordinal);
    }

    private static ReceivedContent Read(string message) =>
        ReceivedMessage.Read(Encoding.UTF8.GetBytes(message.Replace("\r", "").Replace("\n", "\r\n")), ["a@example.com"]);
}
