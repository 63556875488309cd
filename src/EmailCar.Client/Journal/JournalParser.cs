using System.Globalization;
using System.Text;
using System.Text.Json;
using EmailCar.Http;

namespace EmailCar.Journal;

/// <summary>Parses the lines of a journal. Unknown fields are ignored, unknown states are errors.</summary>
internal static class JournalParser
{
    /// <exception cref="FormatException">The line is not a header, or has a later version.</exception>
    public static JournalHeader Header(JsonElement json)
    {
        var version = json.GetProperty("version").GetInt32();
        if (json.GetProperty("journal").GetString() != JournalLines.Format || version is < 1 or > JournalLines.Version)
        {
            throw new FormatException("The version of the journal is not known.");
        }

        var salt = version == 1 ? null : Text(json.GetProperty("salt"));
        return new JournalHeader(version, json.GetProperty("endpoint").GetString() ?? "", json.GetProperty("account").GetString() ?? "", salt, Field(json, "guard"));
    }

    /// <summary>Returns whether a text may be the beginning of the header of this endpoint and account.</summary>
    /// <param name="torn">The incomplete line.</param>
    /// <param name="endpoint">Null for any.</param>
    /// <param name="account">Null for any.</param>
    /// <param name="guard">The staging guard; null if there is none.</param>
    public static bool IsTornHeader(string torn, string? endpoint, string? account, string? guard)
    {
        if (endpoint is null || account is null)
        {
            var start = $"{{\"journal\":\"{JournalLines.Format}\",\"version\":";
            return torn.Length <= start.Length ? start.StartsWith(torn, StringComparison.Ordinal) : torn.StartsWith(start, StringComparison.Ordinal);
        }

        return Begins(Unsealed(new JournalHeader(1, endpoint, account, null)), torn) || Begins(Sealed(endpoint, account, guard), torn);
    }

    public static JournalEvent Event(JsonElement json)
    {
        var state = json.GetProperty("state").GetString()!;
        var happened = new JournalEvent(state, json.GetProperty("submission").GetInt64()) { Time = Time(json) };
        return state switch
        {
            JournalLines.Sending => happened with { Mails = Mails(json), Via = Via(json), Content = Field(json, "content") },
            JournalLines.Submitted => happened with { Ids = Ids(json, "id") ?? throw new FormatException("The ids are missing.") },
            JournalLines.Rejected or JournalLines.Unknown or JournalLines.NotSent => happened with { Message = Field(json, "message") },
            JournalLines.Verdict => happened with { Verdict = Verdict(json), Ids = Ids(json, "id"), Rows = Ids(json, "rows") },
            _ => throw new FormatException("The state is not known."),
        };
    }

    private static string Unsealed(JournalHeader header) => Encoding.UTF8.GetString(JournalLines.Header(header));

    /// <summary>Returns the header with \0, which no line contains, in place of each digit that differs between journals.</summary>
    private static string Sealed(string endpoint, string account, string? guard)
    {
        var salt = new string('0', JournalHeader.SaltLength);
        var header = Unsealed(new JournalHeader(JournalLines.Version, endpoint, account, salt, guard));
        var start = header.Length - salt.Length - 2;
        return header.Substring(0, start) + new string('\0', salt.Length) + "\",\"sum\":\"" + new string('\0', LineSums.Length) + "\"}";
    }

    private static bool Begins(string header, string torn) =>
        torn.Length <= header.Length && torn.Select((c, i) => header[i] == '\0' ? IsDigit(c) : char.ToUpperInvariant(c) == char.ToUpperInvariant(header[i])).All(fits => fits);

    private static bool IsDigit(char c) => c is >= '0' and <= '9' or >= 'a' and <= 'f';

    private static string? Field(JsonElement json, string name) => json.TryGetProperty(name, out var field) ? Text(field) : null;

    private static DateTimeOffset? Time(JsonElement json) =>
        Field(json, "time") is not { } text ? null
            : DateTimeOffset.TryParseExact(
                text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException("The time is not valid.");

    private static SendVia Via(JsonElement json) => Field(json, "via") switch
    {
        null or nameof(SendVia.WebApi) => SendVia.WebApi,
        nameof(SendVia.Smtp) => SendVia.Smtp,
        _ => throw new FormatException("The value of via is not known."),
    };

    private static string Verdict(JsonElement json) =>
        json.GetProperty("verdict").GetString() is JournalLines.Submitted or JournalLines.NotSent
            ? json.GetProperty("verdict").GetString()!
            : throw new FormatException("The verdict is not known.");

    private static JournalMail[] Mails(JsonElement json)
    {
        var to = json.GetProperty("to");
        var key = json.GetProperty("key");
        var mails = new JournalMail[to.GetArrayLength()];
        if (key.GetArrayLength() != mails.Length)
        {
            throw new FormatException("The number of keys differs from the number of addresses.");
        }

        for (var i = 0; i < mails.Length; i++)
        {
            mails[i] = new JournalMail(Text(key[i]), Text(to[i]));
        }

        return mails;
    }

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("A text is missing.");

    private static long?[]? Ids(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var id))
        {
            return null;
        }

        var ids = new long?[id.GetArrayLength()];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = Answer.Integer(id[i]);
        }

        return ids;
    }
}
