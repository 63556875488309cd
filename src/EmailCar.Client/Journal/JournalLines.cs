using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EmailCar.Journal;

/// <summary>One mail of a submission, as the journal names it.</summary>
internal readonly record struct JournalMail(string Key, string Address);

/// <summary>
/// The lines of a journal: one JSON object each, one for a submission and event, that a person can read. No secret and
/// no content is in them.
/// </summary>
internal static class JournalLines
{
    public const string Format = "emailcar";
    public const int Version = 1;

    public const string Sending = "sending", Submitted = "submitted", Rejected = "rejected", Unknown = "unknown", NotSent = "notsent";

    // Chinese stays readable; the file is no web page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line.</summary>
    public static byte[] Header(Uri endpoint, string account) => Line(json =>
    {
        json.WriteString("journal", Format);
        json.WriteNumber("version", Version);
        json.WriteString("endpoint", endpoint.ToString());
        json.WriteString("account", account);
    });

    /// <summary>The line before a submission leaves.</summary>
    public static byte[] Leaving(long submission, IReadOnlyList<JournalMail> mails, DateTimeOffset time) => Line(json =>
    {
        Begin(json, Sending, submission, mails, time);
        json.WriteStartArray("to");
        foreach (var mail in mails)
        {
            json.WriteStringValue(mail.Address);
        }

        json.WriteEndArray();
        json.WriteStartArray("key");
        foreach (var mail in mails)
        {
            json.WriteStringValue(mail.Key);
        }

        json.WriteEndArray();
    });

    /// <summary>The line that closes a submission.</summary>
    public static byte[] Outcome(
        long submission, IReadOnlyList<JournalMail> mails, string state, IReadOnlyList<long?>? ids, string? message, DateTimeOffset time) =>
        Line(json =>
        {
            Begin(json, state, submission, mails, time);
            if (ids is not null)
            {
                // As text: more digits than a number of JavaScript, or of ConvertFrom-Json on old versions, can hold.
                json.WriteStartArray("id");
                foreach (var id in ids)
                {
                    json.WriteStringValue(id?.ToString(CultureInfo.InvariantCulture));
                }

                json.WriteEndArray();
            }

            if (message is not null)
            {
                json.WriteString("message", message);
            }
        });

    private static void Begin(Utf8JsonWriter json, string state, long submission, IReadOnlyList<JournalMail> mails, DateTimeOffset time)
    {
        json.WriteString("time", time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteString("state", state);
        json.WriteNumber("submission", submission);
        json.WriteNumber("recipients", mails.Count);
        json.WriteString("first", mails[0].Address);
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }
}
