using System.Net;
using System.Net.Mail;
using System.Text;
using EmailCar.Sandbox;

namespace EmailCar.Inbox.Tests.Browsing;

/// <summary>Sends to a sandbox without the client.</summary>
internal static class Submitting
{
    private static readonly HttpClient Http = new();

    public static async Task<string> Submit(
        this SandboxServer sandbox,
        string to,
        string subject = "Hello",
        string html = "<p>Hello</p>",
        string from = "support@example.com",
        string fromName = "Example Shop")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["api_user"] = sandbox.UserName,
            ["api_pwd"] = sandbox.Password,
            ["from"] = from,
            ["fromname"] = fromName,
            ["to"] = to,
            ["subject"] = subject,
            ["html"] = html,
        });
        using var answer = await Http.PostAsync(new Uri(sandbox.Endpoint, "mail/send"), form);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends HTML by SMTP, with files, and with images that the HTML names by cid.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="html">The HTML.</param>
    /// <param name="images">Media type and content of the images, by cid.</param>
    /// <param name="files">Name and content of the files.</param>
    /// <param name="fromName">The sender's name.</param>
    public static void SubmitBySmtp(
        this SandboxServer sandbox,
        string to,
        string subject,
        string html,
        IReadOnlyDictionary<string, (string Type, byte[] Bytes)> images,
        IReadOnlyList<(string Name, byte[] Bytes)> files,
        string fromName = "Example Shop")
    {
        using var message = new MailMessage(new MailAddress("support@example.com", fromName), new MailAddress(to)) { Subject = subject };
        using var view = AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, "text/html");
        foreach (var image in images)
        {
            view.LinkedResources.Add(new LinkedResource(new MemoryStream(image.Value.Bytes), image.Value.Type) { ContentId = image.Key });
        }

        message.AlternateViews.Add(view);
        foreach (var file in files)
        {
            message.Attachments.Add(new Attachment(new MemoryStream(file.Bytes), file.Name));
        }

        using var client = new SmtpClient("127.0.0.1", sandbox.SmtpPort) { Credentials = new NetworkCredential(sandbox.UserName, sandbox.Password) };
        client.Send(message);
    }

    public static SandboxServer Start(SandboxFaults? faults = null) => SandboxServer.Start(new SandboxOptions
    {
        RequestsPerSecond = 0,
        EmailPoints = 1_000_000,
        Faults = faults ?? SandboxFaults.None,
    });
}
