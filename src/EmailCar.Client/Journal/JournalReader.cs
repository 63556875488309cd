using System.Text;
using System.Text.Json;

namespace EmailCar.Journal;

/// <summary>The end of a journal, from which a writer continues.</summary>
/// <param name="Length">The length of all complete lines in bytes; an incomplete line or blank lines may follow.</param>
/// <param name="Header">The header that applies at the end; null if there are no lines.</param>
/// <param name="Sum">The checksum of the last line; empty if there is none.</param>
internal sealed record JournalEnd(long Length, JournalHeader? Header, string Sum);

/// <summary>
/// Reads a journal line by line. The last line may be incomplete, as after a killed process, and blank lines may follow, as after
/// editing; all other lines must be complete.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private readonly string _path;
    private readonly string? _endpoint;
    private readonly string? _account;
    private readonly string? _guard;
    private readonly Action<JournalEvent> _take;
    private readonly Action<JournalHeader, byte[]>? _line;
    private readonly bool _isSealed;
    private readonly LineSums _sums = new();
    private JournalHeader? _header;
    private int _number;
    private int _blanks;

    private JournalReader(
        string path, string? endpoint, string? account, string? guard, Action<JournalEvent> take, Action<JournalHeader, byte[]>? line, bool isSealed)
    {
        _line = line;
        _isSealed = isSealed;
        _path = path;
        _endpoint = endpoint;
        _account = account;
        _guard = guard;
        _take = take;
    }

    /// <summary>Reads all complete lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="endpoint">The endpoint that the journal must belong to; null for any.</param>
    /// <param name="account">The account that the journal must belong to; null for any.</param>
    /// <param name="take">Called with each event in order; if it throws FormatException, the line is damaged.</param>
    /// <param name="end">The maximum number of bytes to read, because a run may be writing more.</param>
    /// <param name="line">Called with the current header and each line, including headers, without its checksum; null for no call.</param>
    /// <param name="guard">The staging guard of the runs, as one line; null if there is none. Ignored if the endpoint is null.</param>
    /// <returns>The end of the journal.</returns>
    /// <exception cref="JournalException">The journal belongs to another account, or a line is damaged.</exception>
    public static JournalEnd Read(
        string path,
        Uri? endpoint,
        string? account,
        Action<JournalEvent> take,
        long end = long.MaxValue,
        Action<JournalHeader, byte[]>? line = null,
        string? guard = null)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        using var reader = new JournalReader(path, endpoint?.ToString(), account, guard, take, line, isSealed: true);
        return reader.Read(file, end);
    }

    /// <summary>Reads lines that are not stored in a file and have no checksums.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="path">The name of the journal.</param>
    /// <param name="endpoint">The endpoint that the journal must belong to; null for any.</param>
    /// <param name="account">The account that the journal must belong to; null for any.</param>
    /// <param name="take">Called with each event in order; if it throws FormatException, the line is damaged.</param>
    /// <param name="line">Called with the current header and each line, including headers; null for no call.</param>
    /// <param name="guard">The staging guard of the runs, as one line; null if there is none. Ignored if the endpoint is null.</param>
    /// <returns>The number of lines.</returns>
    /// <exception cref="JournalException">The journal belongs to another account, or a line is damaged.</exception>
    public static JournalEnd ReadLines(
        IEnumerable<byte[]> lines,
        string path,
        Uri? endpoint,
        string? account,
        Action<JournalEvent> take,
        Action<JournalHeader, byte[]>? line = null,
        string? guard = null)
    {
        using var reader = new JournalReader(path, endpoint?.ToString(), account, guard, take, line, isSealed: false);
        foreach (var bytes in lines)
        {
            using var stream = new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);
            reader.Take(stream);
        }

        return new JournalEnd(reader._number, reader._header, "");
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

    /// <summary>Processes a line. Returns false if the line is blank.</summary>
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
        var start = _number == 1 && StartsWithByteOrderMark(line) ? 3 : 0; // an editor may have added a byte order mark
        try
        {
            using var document = JsonDocument.Parse(new ReadOnlyMemory<byte>(line.GetBuffer(), start, (int)line.Length - start));
            var isHeader = _header is null || document.RootElement.TryGetProperty("journal", out _);
            if (isHeader)
            {
                TakeHeader(JournalParser.Header(document.RootElement));
            }

            var hasSum = _isSealed && _header!.IsCurrent;
            if (hasSum)
            {
                _sums.Check(line.GetBuffer(), start, (int)line.Length - start);
            }

            if (!isHeader)
            {
                _take(JournalParser.Event(document.RootElement) with { Header = _header });
            }

            _line?.Invoke(_header!, Line(line.GetBuffer(), start, (int)line.Length - start, hasSum));
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
            throw new JournalException(JournalProblem.OfAnother, _path, $"The journal {_path} was created for {header.Account} at {header.Endpoint}.")
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
            throw new FormatException("A header has an earlier version than the one before it, or another salt, so the same emails would look different.");
        }

        _header = header;
    }

    private static byte[] Line(byte[] bytes, int from, int length, bool hasSum)
    {
        if (hasSum)
        {
            return LineSums.Unseal(bytes, from, length);
        }

        var line = new byte[length];
        Buffer.BlockCopy(bytes, from, line, 0, length);
        return line;
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

    /// <summary>
    /// Checks a file without a complete line: it is either the beginning of this run's own header, or not a journal and must not be
    /// truncated.
    /// </summary>
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
        return new JournalException(JournalProblem.Unreadable, _path, $"Line {_number} of the journal {_path} is damaged; it begins with: {beginning}", cause)
        {
            Values = [_number, beginning],
        };
    }
}
