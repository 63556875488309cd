using System.Globalization;
using System.Text;
using EmailCar.Sandbox.Listening;

namespace EmailCar.Sandbox.Http;

/// <summary>
/// One connection, whose requests are read and answered one by one. Implements the part of HTTP/1.1 that clients of the service and
/// browsers need, because HttpListener cannot truncate a response, or close without one, on every system.
/// </summary>
internal sealed class HttpConnection(Stream stream, TimeProvider clock, Func<RequestHead, RequestBody, Task<Answer>> answer)
{
    private const int HeadLimit = 64 * 1024;

    private const int LineLimit = 1024;

    private static readonly byte[] Continue = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private long _readAt;
    private long? _arrivedAt;

    /// <summary>Serves until the client closes, a response ends the connection, or the input is not HTTP.</summary>
    public async Task ServeAsync()
    {
        while (true)
        {
            var (head, problem) = await ReadHeadAsync().ConfigureAwait(false);
            if (problem is not null)
            {
                await WriteAsync(problem, keepsAlive: false, hasBody: true).ConfigureAwait(false);
            }

            if (head is null)
            {
                return;
            }

            var body = await ReadBodyAsync(head).ConfigureAwait(false);
            var reply = body is null ? null : await answer(head, body).ConfigureAwait(false);
            if (reply is null || reply.Ending == AnswerEnding.Nothing)
            {
                return;
            }

            if (reply.Ending == AnswerEnding.Silence)
            {
                await WaitForCloseAsync().ConfigureAwait(false);
                return;
            }

            await WriteAsync(reply, head.KeepsAlive, head.Method != "HEAD").ConfigureAwait(false);
            if (!head.KeepsAlive || reply.Ending == AnswerEnding.Half)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Reads the next request head. Returns a response if it is not valid, and neither if the client has closed the connection.
    /// </summary>
    private async Task<(RequestHead? Head, Answer? Problem)> ReadHeadAsync()
    {
        var searched = 0;
        while (true)
        {
            var end = EndOfHead(_start + searched);
            if (end >= 0)
            {
                var head = RequestHead.Parse(Encoding.ASCII.GetString(_buffer, _start, end - _start));
                _start = end + 4;
                return head is null ? (null, Answer.Plain(400, "Bad Request")) : (head, null);
            }

            if (_end - _start > HeadLimit)
            {
                return (null, Answer.Plain(431, "Request Header Fields Too Large"));
            }

            searched = Math.Max(0, _end - _start - 3);
            if (await FillAsync().ConfigureAwait(false) == 0)
            {
                return (null, null);
            }
        }
    }

    private int EndOfHead(int from)
    {
        for (var i = from; i + 3 < _end; i++)
        {
            if (_buffer[i] == '\r' && _buffer[i + 1] == '\n' && _buffer[i + 2] == '\r' && _buffer[i + 3] == '\n')
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// Reads to the end even if the body is too large, because a client that is interrupted while writing never sees the response. Returns
    /// null if the body is incomplete.
    /// </summary>
    private async Task<RequestBody?> ReadBodyAsync(RequestHead head)
    {
        if (!head.IsChunked && head.ContentLength == 0)
        {
            return new RequestBody([], 0, IsTooLarge: false, clock.GetTimestamp());
        }

        if (head.ExpectsContinue && _start == _end)
        {
            await stream.WriteAsync(Continue, 0, Continue.Length).ConfigureAwait(false);
        }

        _arrivedAt = null;
        using var kept = new MemoryStream();
        var length = head.IsChunked
            ? await CopyChunksAsync(kept).ConfigureAwait(false)
            : await CopyAsync(kept, head.ContentLength).ConfigureAwait(false);
        return length < 0
            ? null
            : new RequestBody(kept.GetBuffer(), (int)kept.Length, length > RequestBody.Limit, _arrivedAt ?? clock.GetTimestamp());
    }

    /// <returns>The number of bytes; negative if the body is incomplete.</returns>
    private async Task<long> CopyChunksAsync(MemoryStream kept)
    {
        for (long total = 0; ;)
        {
            var line = await ReadLineAsync().ConfigureAwait(false);
            if (!long.TryParse(line?.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
            {
                return -1;
            }

            if (size == 0)
            {
                while (line is { Length: > 0 })
                {
                    line = await ReadLineAsync().ConfigureAwait(false);
                }

                return line is null ? -1 : total;
            }

            if (await CopyAsync(kept, size).ConfigureAwait(false) < 0 || await ReadLineAsync().ConfigureAwait(false) is not "")
            {
                return -1;
            }

            total += size;
        }
    }

    private async Task<long> CopyAsync(MemoryStream kept, long length)
    {
        for (var left = length; left > 0;)
        {
            if (_start == _end && await FillAsync().ConfigureAwait(false) == 0)
            {
                return -1;
            }

            // The time of the first bytes is used for the rate, because reading a large body takes a varying time.
            _arrivedAt ??= _readAt;
            var taken = (int)Math.Min(left, _end - _start);
            if (kept.Length + taken <= RequestBody.Limit)
            {
                kept.Write(_buffer, _start, taken);
            }

            _start += taken;
            left -= taken;
        }

        return length;
    }

    /// <summary>Reads a line. Returns it without its end, or null if it is too long.</summary>
    private async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            var end = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            if (end >= 0)
            {
                var line = Encoding.ASCII.GetString(_buffer, _start, end - _start);
                _start = end + 1;
                return line.TrimEnd('\r');
            }

            if (_end - _start > LineLimit || await FillAsync().ConfigureAwait(false) == 0)
            {
                return null;
            }
        }
    }

    private async Task<int> FillAsync()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = await stream.ReadAsync(_buffer, _end, _buffer.Length - _end).ConfigureAwait(false);
        _readAt = clock.GetTimestamp();
        _end += read;
        return read;
    }

    private async Task WriteAsync(Answer reply, bool keepsAlive, bool hasBody)
    {
        var head = new StringBuilder()
            .Append(FormattableString.Invariant($"HTTP/1.1 {reply.StatusCode} {reply.Reason}\r\n"))
            .Append("Content-Type: ").Append(reply.ContentType).Append("\r\n")
            .Append(FormattableString.Invariant($"Content-Length: {reply.Body.Length}\r\n"));
        foreach (var header in reply.Headers)
        {
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }

        head.Append(keepsAlive && reply.Ending == AnswerEnding.Whole ? "\r\n" : "Connection: close\r\n\r\n");

        var length = !hasBody ? 0 : reply.Ending == AnswerEnding.Half ? reply.Body.Length / 2 : reply.Body.Length;
        var bytes = new byte[head.Length + length];
        Encoding.ASCII.GetBytes(head.ToString(), 0, head.Length, bytes, 0);
        Buffer.BlockCopy(reply.Body, 0, bytes, head.Length, length);
        await stream.WriteAsync(bytes, 0, bytes.Length).ConfigureAwait(false);
    }

    private async Task WaitForCloseAsync()
    {
        do
        {
            _start = _end = 0;
        }
        while (await FillAsync().ConfigureAwait(false) > 0);
    }
}
