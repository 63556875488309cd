using System.Text;
using System.Text.Json;

namespace EmailCar.Journal;

/// <summary>Where a journal that was read ends: what a writer goes on from.</summary>
/// <param name="Length">Bytes of all whole lines; a torn line or blank lines may follow.</param>
/// <param name="Header">The header in force at its end; null when there is no line.</param>
/// <param name="Sum">The sum of its last line; empty without.</param>
internal sealed record JournalEnd(long Length, JournalHeader? Header, string Sum);

/// <summary>
/// Reads a journal line by line. A torn last line is what a kill leaves behind, and blank lines at the end what an editor does;
/// any other must be whole.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private readonly string _path;
    private readonly string? _endpoint;
    private readonly string? _account;
    private readonly string? _guard;
    private readonly Action<JournalEvent> _take;
    private readonly LineSums _sums = new();
    private JournalHeader? _header;
    private int _number;
    private int _blanks;

    private JournalReader(string path, string? endpoint, string? account, string? guard, Action<JournalEvent> take)
    {
        _path = path;
        _endpoint = endpoint;
        _account = account;
        _guard = guard;
        _take = take;
    }

    /// <summary>Reads all whole lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="endpoint">Whose journal it must be; null for anybody's.</param>
    /// <param name="account">Whose journal it must be; null for anybody's.</param>
    /// <param name="take">Given each event in order; a FormatException of it makes the line unreadable.</param>
    /// <param name="end">How many bytes to read at most; a run may be writing more.</param>
    /// <param name="guard">The staging guard that its runs must have had, in one line; null for none. Of no matter where the endpoint is not.</param>
    /// <returns>Where it ends.</returns>
    /// <exception cref="JournalException">It is another's, or a line can't be read.</exception>
    public static JournalEnd Read(string path, Uri? endpoint, string? account, Action<JournalEvent> take, long end = long.MaxValue, string? guard = null)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        using var reader = new JournalReader(path, endpoint?.ToString(), account, guard, take);
        return reader.Read(file, end);
    }

    public void Dispose() => _sums.Dispose();

    private JournalEnd Read(FileStream file, long end)
    {
        using var line = new MemoryStream();
        var buffer = new byte[64 * 1024];
        long read = 0, whole = 0;
        int count;
        while ((count = file.Read(buffer, 0, (int)Math.Min(buffer.Length, end - read))) > 0)
        {
            var from = 0;
            for (int feed; (feed = Array.IndexOf(buffer, (byte)'\n', from, count - from)) >= 0; from = feed + 1)
            {
                line.Write(buffer, from, feed - from);
                if (Take(line))
                {
                    whole = read + feed + 1;
                }

                line.SetLength(0);
            }

            line.Write(buffer, from, count - from);
            read += count;
        }

        if (whole == 0)
        {
            CheckTornHeader(line);
        }

        return new JournalEnd(whole, _header, _sums.Last);
    }

    /// <summary>False when the line is blank.</summary>
    private bool Take(MemoryStream line)
    {
        if (IsBlank(line))
        {
            _blanks++;
            return false;
        }

        if (_blanks > 0)
        {
            _number++;
            throw Unreadable([], 0);
        }

        _number++;
        var start = _number == 1 && StartsWithByteOrderMark(line) ? 3 : 0; // of whoever has saved it with an editor
        try
        {
            using var document = JsonDocument.Parse(new ReadOnlyMemory<byte>(line.GetBuffer(), start, (int)line.Length - start));
            var isHeader = _header is null || document.RootElement.TryGetProperty("journal", out _);
            if (isHeader)
            {
                TakeHeader(JournalParser.Header(document.RootElement));
            }

            if (_header!.IsCurrent)
            {
                _sums.Check(line.GetBuffer(), start, (int)line.Length - start);
            }

            if (!isHeader)
            {
                _take(JournalParser.Event(document.RootElement) with { Header = _header });
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Unreadable(line.GetBuffer(), (int)line.Length, e);
        }
    }

    private void TakeHeader(JournalHeader header)
    {
        if (!header.IsOf(_endpoint ?? _header?.Endpoint ?? header.Endpoint, _account ?? _header?.Account ?? header.Account))
        {
            throw new JournalException(JournalProblem.OfAnother, _path, $"It is the journal of {header.Account} at {header.Endpoint}.")
            {
                Values = [header.Account, header.Endpoint],
            };
        }

        if (header.Guard != (_endpoint is null ? (_header ?? header).Guard : _guard))
        {
            throw new JournalException(JournalProblem.OfAnotherGuard, _path, "It is the journal of runs with another staging guard.")
            {
                Values = [header.Guard ?? "", _guard ?? ""],
            };
        }

        if (header.Version < _header?.Version || (_header?.Salt is { } salt && salt != header.Salt))
        {
            throw new FormatException("An earlier version after a later one, or another salt: equal emails would look like different ones.");
        }

        _header = header;
    }

    private static bool IsBlank(MemoryStream line)
    {
        var bytes = line.GetBuffer();
        for (var i = 0; i < line.Length; i++)
        {
            if (bytes[i] is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StartsWithByteOrderMark(MemoryStream line)
    {
        var bytes = line.GetBuffer();
        return line.Length >= 3 && (bytes[0], bytes[1], bytes[2]) == (0xEF, 0xBB, 0xBF);
    }

    /// <summary>Without a whole line it is the beginning of this run's own header, or no journal: a file that must not be cut off.</summary>
    private void CheckTornHeader(MemoryStream line)
    {
        var torn = Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
        if (!JournalParser.IsTornHeader(torn, _endpoint, _account, _guard))
        {
            _number++;
            throw Unreadable(line.GetBuffer(), (int)line.Length);
        }
    }

    private JournalException Unreadable(byte[] bytes, int length, Exception? cause = null)
    {
        var beginning = Encoding.UTF8.GetString(bytes, 0, Math.Min(length, 60));
        return new JournalException(JournalProblem.Unreadable, _path, $"Line {_number} of the journal can't be read: {beginning}", cause)
        {
            Values = [_number, beginning],
        };
    }
}
