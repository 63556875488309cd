using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EmailCar.Journal;

/// <summary>An email of a submission, as recorded in the journal.</summary>
internal readonly record struct JournalMail(string Key, string Address);

/// <summary>
/// The lines of a journal: one JSON object per submission and event, readable by people (docs/journal.md). They contain no secrets
/// and no content. Each line ends with a checksum (<see cref="LineSums"/>).
/// </summary>
internal static class JournalLines
{
    public const string Format = "emailcar";
    public const int Version = 2;

    public const string Sending = "sending", Submitted = "submitted", Rejected = "rejected", Unknown = "unknown", NotSent = "notsent", Verdict = "verdict";

    // Keeps Chinese text readable; the file is never embedded in a web page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the first line or, in a journal of an earlier version, the line before the first line of this version.</summary>
    public static byte[] Header(JournalHeader header) => Line(json =>
    {
        json.WriteString("journal", Format);
        json.WriteNumber("version", header.Version);
        json.WriteString("endpoint", header.Endpoint);
        json.WriteString("account", header.Account);
        if (header.Guard is not null)
        {
            json.WriteString("guard", header.Guard);
        }

        if (header.Salt is not null)
        {
            json.WriteString("salt", header.Salt);
        }
    });

    /// <summary>Returns the line that is written before a submission is sent.</summary>
    public static byte[] Leaving(
        long submission, IReadOnlyList<JournalMail> mails, SendVia via, string content, DateTimeOffset time) => Line(json =>
    {
        Begin(json, Sending, submission, mails, time);
        json.WriteString("via", via.ToString());
        json.WriteString("content", content);
        WriteAddresses(json, mails);
        json.WriteStartArray("key");
        foreach (var mail in mails)
        {
            json.WriteStringValue(mail.Key);
        }

        json.WriteEndArray();
    });

    /// <summary>Returns the line with the result of a submission.</summary>
    public static byte[] Outcome(
        long submission,
        IReadOnlyList<JournalMail> mails,
        string state,
        IReadOnlyList<long?>? ids,
        string? message,
        DateTimeOffset? left,
        DateTimeOffset time) =>
        Line(json =>
        {
            Begin(json, state, submission, mails, time);
            if (left is { } departure)
            {
                json.WriteString("left", Text(departure));
            }

            WriteIds(json, "id", ids);
            if (message is not null)
            {
                json.WriteString("message", message);
            }
        });

    /// <summary>Returns the line with the verdict on a submission with an unknown result.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="mails">Its emails.</param>
    /// <param name="verdict">submitted or notsent.</param>
    /// <param name="ids">The task ids of the emails, if they are certain.</param>
    /// <param name="rows">The ids of the rows that prove it; from now on they belong to this submission.</param>
    /// <param name="time">The current time.</param>
    public static byte[] Settled(
        long submission,
        IReadOnlyList<JournalMail> mails,
        string verdict,
        IReadOnlyList<long?>? ids,
        IReadOnlyList<long?>? rows,
        DateTimeOffset time) =>
        Line(json =>
        {
            Begin(json, Verdict, submission, mails, time);
            json.WriteString("verdict", verdict);
            WriteAddresses(json, mails);
            WriteIds(json, "id", ids);
            WriteIds(json, "rows", rows);
        });

    private static void Begin(Utf8JsonWriter json, string state, long submission, IReadOnlyList<JournalMail> mails, DateTimeOffset time)
    {
        json.WriteString("time", Text(time));
        json.WriteString("state", state);
        json.WriteNumber("submission", submission);
        json.WriteNumber("recipients", mails.Count);
        json.WriteString("first", mails[0].Address);
    }

    private static void WriteAddresses(Utf8JsonWriter json, IReadOnlyList<JournalMail> mails)
    {
        json.WriteStartArray("to");
        foreach (var mail in mails)
        {
            json.WriteStringValue(mail.Address);
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// Writes ids as strings, because numbers in JavaScript, or in old versions of ConvertFrom-Json, cannot hold all digits.
    /// </summary>
    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<long?>? ids)
    {
        if (ids is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStringValue(id?.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>Returns the line without checksum and line feed.</summary>
    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return line.ToArray();
    }
}
