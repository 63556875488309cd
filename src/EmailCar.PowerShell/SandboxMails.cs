using EmailCar.Sandbox;

namespace EmailCar;

/// <summary>Converts the emails that the sandbox received for scripts.</summary>
internal static class SandboxMails
{
    public static SandboxMail Of(ReceivedMail mail, MailStatus status)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in mail.Headers)
        {
            headers[header.Key] = headers.TryGetValue(header.Key, out var other) ? $"{other}, {header.Value}" : header.Value;
        }

        return new SandboxMail(
            mail.To,
            mail.Content.From,
            mail.Content.FromName,
            mail.Content.ReplyTo,
            mail.Content.Subject,
            mail.Content.Html,
            mail.Content.Text,
            [.. mail.Content.Attachments.Select(file => new SandboxAttachment(file.Name, file.ContentType, file.ContentId, file.Bytes))],
            headers,
            mail.Time,
            mail.Submission,
            mail.Via == MailOrigin.Smtp ? SendVia.Smtp : SendVia.WebApi,
            status switch
            {
                MailStatus.Sending => DeliveryStatus.Sending,
                MailStatus.Failed => DeliveryStatus.Failed,
                _ => DeliveryStatus.Delivered,
            },
            mail.Id ?? 0);
    }
}
