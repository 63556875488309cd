using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Emails that another program sends to the sandbox by SMTP, as scripts get them.</summary>
public sealed class SandboxSmtpTests : IDisposable
{
    private readonly SandboxSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_sandbox_shows_its_SMTP_port()
    {
        Assert.InRange(SmtpPort, 1, 65535);
        Assert.Equal(SmtpPort, Get<int>("(Get-EmailCarSandbox).SmtpPort"));
        Assert.Contains("SmtpPort", _session.Engine.Show("$sandbox"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_is_returned_with_its_attachments_and_headers()
    {
        using var file = new MemoryStream([0, 13, 10, 255]);
        using var image = new MemoryStream(Encoding.ASCII.GetBytes("GIF"));
        using var message = new MailMessage("support@example.com", "a@x.cn", "您的工资条", "text");
        using var html = AlternateView.CreateAlternateViewFromString("<img src=\"cid:logo\">", Encoding.UTF8, "text/html");
        html.LinkedResources.Add(new LinkedResource(image, "image/gif") { ContentId = "logo" });
        message.AlternateViews.Add(html);
        message.Attachments.Add(new Attachment(file, "工资 5月.pdf", "application/pdf"));
        message.Headers.Add("X-Batch", "2026-05");
        Send(message);

        Assert.Equal(
            "a@x.cn support@example.com 您的工资条 Smtp Delivered <img src=\"cid:logo\"> text 2026-05",
            Get<string>("$m = Get-EmailCarSandboxMail -Wait; \"$($m.To) $($m.From) $($m.Subject) $($m.Via) $($m.Status) $($m.Html.Trim()) $($m.Text.Trim()) $($m.Headers['x-batch'])\""));
        Assert.Equal(
            ["application/pdf  4 0 13 10 255", "image/gif logo 3 71 73 70"],
            _session.Run("$m.Attachments | ForEach-Object { \"$($_.ContentType) $($_.ContentId) $($_.Length) $($_.Bytes)\" }").Clean().Output.Select(o => o.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("工资 5月.pdf", Get<string>("$m.Attachments.Where({ $_.ContentType -eq 'application/pdf' }).Name"));
    }

    [Fact]
    public void The_mail_folder_contains_the_unchanged_message()
    {
        var folder = Directory.CreateTempSubdirectory("mail-folder-");
        try
        {
            _session.Engine.Set("folder", folder.FullName);
            _session.Run("Stop-EmailCarSandbox; $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -MailFolder $folder -PassThru").Clean();
            using var message = new MailMessage("support@example.com", "a@x.cn", "Hi", "text");
            message.Headers.Add("X-Batch", "2026-05");
            Send(message);
            Assert.Contains("X-Batch: 2026-05\r\n", File.ReadAllText(Assert.Single(folder.GetFiles("*.eml")).FullName), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_port_in_use_is_named_in_the_error()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        foreach (var parameter in new[] { "-Port", "-SmtpPort" })
        {
            var result = _session.Run($"Stop-EmailCarSandbox; Start-EmailCarSandbox {parameter} {port}");
            Assert.Equal(["SandboxNotStarted"], result.ErrorIds);
            Assert.Contains(port, result.Errors.Single().ErrorDetails.Message, StringComparison.Ordinal);
            Assert.Empty(_session.Run("Get-EmailCarSandbox").Output);
        }
    }

    private int SmtpPort => Get<int>("$sandbox.SmtpPort");

    private T Get<T>(string script) => (T)_session.Run(script).Clean().Output.Single().BaseObject;

    private void Send(MailMessage message)
    {
        using var client = new SmtpClient("127.0.0.1", SmtpPort) { Credentials = new NetworkCredential("sandbox@example.com", "sandbox") };
        client.Send(message);
    }
}
