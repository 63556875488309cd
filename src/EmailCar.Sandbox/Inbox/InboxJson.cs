using System.Globalization;
using System.Text;
using System.Text.Json;
using EmailCar.Sandbox.Http;
using EmailCar.Sandbox.Service;

namespace EmailCar.Sandbox.Inbox;

/// <summary>The JSON for the page. Ids are strings, because JavaScript numbers are exact only up to 2^53.</summary>
internal static class InboxJson
{
    public static Answer List(MailPage page, DateTimeOffset now) => Answer.Json(json =>
    {
        json.WriteNumber("epoch", page.Epoch);
        json.WriteNumber("total", page.Total);
        json.WriteStartArray("mails");
        foreach (var mail in page.Mails)
        {
            json.WriteStartObject();
            WriteSummary(json, mail, now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static Answer Detail(ReceivedMail mail, DateTimeOffset now) => Answer.Json(json =>
    {
        WriteSummary(json, mail, now);
        json.WriteString("replyTo", mail.Content.ReplyTo);
        json.WriteString("text", mail.Content.Text);
        json.WriteString("source", mail.Content.Message is { } message ? Encoding.UTF8.GetString(message) : null);
        json.WriteNumber("remote", MailPreview.CountRemote(mail.Content.Html));
        json.WriteStartArray("recipients");
        foreach (var recipient in mail.Content.Recipients)
        {
            json.WriteStringValue(recipient);
        }

        json.WriteEndArray();
        WritePairs(json, "headers", mail.Headers);
        WritePairs(json, "fields", mail.Content.Fields);
        json.WriteStartArray("attachments");
        foreach (var attachment in mail.Content.Attachments)
        {
            json.WriteStartObject();
            json.WriteString("name", attachment.Name);
            json.WriteNumber("length", attachment.Bytes.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteSummary(Utf8JsonWriter json, ReceivedMail mail, DateTimeOffset now)
    {
        json.WriteNumber("number", mail.Number);
        json.WriteString("id", mail.Id?.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("submission", mail.Submission);
        json.WriteString("to", mail.To);
        json.WriteString("from", mail.Content.From);
        json.WriteString("fromName", mail.Content.FromName);
        json.WriteString("subject", mail.Content.Subject);
        json.WriteNumber("time", mail.Time.ToUnixTimeMilliseconds());
        json.WriteString("status", mail.StatusAt(now).ToString());
        if (mail.StatusAt(now) == MailStatus.Sending)
        {
            json.WriteNumber("settlesIn", (long)(mail.SettlesAt - now).TotalMilliseconds);
        }

        json.WriteString("via", mail.Via.ToString());
        json.WriteString("fault", mail.Fault?.ToString());
        json.WriteNumber("files", mail.Content.Attachments.Count);
    }

    private static void WritePairs(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            json.WriteStartArray();
            json.WriteStringValue(pair.Key);
            json.WriteStringValue(pair.Value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
