using System.Text;
using System.Text.Json;
using EmailCar.Http;

namespace EmailCar.Journal;

/// <summary>One event of a journal, as it was read.</summary>
/// <param name="State">sending, submitted, rejected, unknown or notsent.</param>
/// <param name="Submission">Which submission of the journal.</param>
/// <param name="Mails">Its mails; null but for "sending".</param>
/// <param name="Ids">The mails' task ids, in their order; null but for "submitted".</param>
internal sealed record JournalEvent(string State, long Submission, IReadOnlyList<JournalMail>? Mails, IReadOnlyList<long?>? Ids);

/// <summary>Reads a journal line by line. A torn last line is what a kill leaves behind; any other must be whole.</summary>
internal sealed class JournalReader
{
    private readonly string _path;
    private int _number;

    private JournalReader(string path) => _path = path;

    /// <summary>Reads all whole lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="endpoint">Whose journal it must be.</param>
    /// <param name="account">Whose journal it must be.</param>
    /// <param name="take">Given each event in order.</param>
    /// <returns>The length of what was read, in bytes; a torn line follows it.</returns>
    /// <exception cref="JournalException">It is another's, or a line can't be read.</exception>
    public static long Read(string path, Uri endpoint, string account, Action<JournalEvent> take)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);
        var reader = new JournalReader(path);
        var line = new MemoryStream();
        var buffer = new byte[64 * 1024];
        long whole = 0;
        int read;
        while ((read = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            var from = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', from, read - from)) >= 0; from = end + 1)
            {
                line.Write(buffer, from, end - from);
                whole += line.Length + 1;
                reader.Take(line, endpoint, account, take);
                line.SetLength(0);
            }

            line.Write(buffer, from, read - from);
        }

        if (whole == 0)
        {
            reader.CheckTornHeader(line, endpoint, account);
        }

        return whole;
    }

    private void Take(MemoryStream line, Uri endpoint, string account, Action<JournalEvent> take)
    {
        _number++;
        try
        {
            var start = _number == 1 && StartsWithByteOrderMark(line) ? 3 : 0; // of whoever has saved it with an editor
            using var document = JsonDocument.Parse(new ReadOnlyMemory<byte>(line.GetBuffer(), start, (int)line.Length - start));
            if (_number == 1)
            {
                CheckHeader(document.RootElement, endpoint, account);
            }
            else
            {
                take(Event(document.RootElement));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Unreadable(line, e);
        }
    }

    private static bool StartsWithByteOrderMark(MemoryStream line)
    {
        var bytes = line.GetBuffer();
        return line.Length >= 3 && (bytes[0], bytes[1], bytes[2]) == (0xEF, 0xBB, 0xBF);
    }

    /// <summary>Without a whole line it is the beginning of this run's own header, or no journal: a file that must not be cut off.</summary>
    private void CheckTornHeader(MemoryStream line, Uri endpoint, string account)
    {
        var header = JournalLines.Header(endpoint, account);
        var length = (int)line.Length;
        if (length >= header.Length || !string.Equals(Text(line.GetBuffer(), length), Text(header, length), StringComparison.OrdinalIgnoreCase))
        {
            _number++;
            throw Unreadable(line);
        }
    }

    private JournalException Unreadable(MemoryStream line, Exception? cause = null)
    {
        var beginning = Text(line.GetBuffer(), (int)Math.Min(line.Length, 60));
        return new JournalException(JournalProblem.Unreadable, _path, $"Line {_number} of the journal can't be read: {beginning}", cause)
        {
            Values = [_number, beginning],
        };
    }

    private void CheckHeader(JsonElement header, Uri endpoint, string account)
    {
        if (header.GetProperty("journal").GetString() != JournalLines.Format || header.GetProperty("version").GetInt32() != JournalLines.Version)
        {
            throw new FormatException("Not a journal of this version.");
        }

        var (itsEndpoint, itsAccount) = (header.GetProperty("endpoint").GetString(), header.GetProperty("account").GetString());
        if (itsEndpoint != endpoint.ToString() || !string.Equals(itsAccount, account, StringComparison.OrdinalIgnoreCase))
        {
            throw new JournalException(JournalProblem.OfAnother, _path, $"It is the journal of {itsAccount} at {itsEndpoint}.")
            {
                Values = [itsAccount ?? "", itsEndpoint ?? ""],
            };
        }
    }

    private static JournalEvent Event(JsonElement json)
    {
        var state = json.GetProperty("state").GetString()!;
        var submission = json.GetProperty("submission").GetInt64();
        return state switch
        {
            JournalLines.Sending => new JournalEvent(state, submission, Mails(json), null),
            JournalLines.Submitted => new JournalEvent(state, submission, null, Ids(json)),
            JournalLines.Rejected or JournalLines.Unknown or JournalLines.NotSent => new JournalEvent(state, submission, null, null),
            _ => throw new FormatException("Not a known state."),
        };
    }

    private static JournalMail[] Mails(JsonElement json)
    {
        var to = json.GetProperty("to");
        var key = json.GetProperty("key");
        var mails = new JournalMail[to.GetArrayLength()];
        if (key.GetArrayLength() != mails.Length)
        {
            throw new FormatException("Not one key for each address.");
        }

        for (var i = 0; i < mails.Length; i++)
        {
            mails[i] = new JournalMail(Text(key[i]), Text(to[i]));
        }

        return mails;
    }

    private static string Text(byte[] bytes, int length) => Encoding.UTF8.GetString(bytes, 0, length);

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("Not a text.");

    private static long?[] Ids(JsonElement json)
    {
        var id = json.GetProperty("id");
        var ids = new long?[id.GetArrayLength()];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = Answer.Integer(id[i]);
        }

        return ids;
    }
}
