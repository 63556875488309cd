using System.Globalization;
using System.Text;

namespace EmailCar.Testing;

/// <summary>A response of <see cref="RawServer"/>, possibly incomplete or missing.</summary>
internal sealed record RawAnswer
{
    private byte[]? _literal;
    private int? _declaredLength;
    private int? _cutAfter;
    private int _chunk;

    private RawAnswer()
    {
    }

    /// <summary>Reads the request, then sends nothing and keeps the connection open.</summary>
    public static RawAnswer Never { get; } = new() { Until = new TaskCompletionSource<bool>().Task };

    /// <summary>Reads the request, then closes the connection.</summary>
    public static RawAnswer HangUp { get; } = new() { IsHangUp = true };

    public int Status { get; init; } = 200;

    /// <summary>Header lines without their ends.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>The response is held back until this task completes.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    /// <summary>Whether to close without a response.</summary>
    public bool IsHangUp { get; private init; }

    /// <summary>Called when the response stops in the middle; null if it does not.</summary>
    public Action? OnSilence { get; private init; }

    /// <summary>Resets the connection after this many bytes of the body were read; null to read all of it.</summary>
    public int? ResetAfterBodyBytes { get; private init; }

    /// <summary>Whether to close the connection after the response.</summary>
    public bool Closes => _literal is not null || _cutAfter is not null || _declaredLength is not null;

    /// <summary>Returns JSON in UTF-8, with the headers of the service.</summary>
    public static RawAnswer Json(string json) => Text(200, json, "Content-Type: application/json; charset=utf-8");

    /// <summary>Returns any text in UTF-8, with any headers.</summary>
    public static RawAnswer Text(int status, string text, params string[] headers) =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(text), Headers = headers };

    /// <summary>Returns any bytes, with any headers.</summary>
    public static RawAnswer Bytes(byte[] body, params string[] headers) => new() { Body = body, Headers = headers };

    /// <summary>Returns exactly these bytes, whether they are HTTP or not.</summary>
    public static RawAnswer Literal(string bytes) => new() { _literal = Encoding.UTF8.GetBytes(bytes) };

    /// <summary>Returns a response that resets the connection in the middle of the request's body.</summary>
    public static RawAnswer ResetAfter(int bodyBytes) => new() { ResetAfterBodyBytes = bodyBytes };

    public static implicit operator RawAnswer(string json) => Json(json);

    /// <summary>Declares more bytes than it sends, then closes.</summary>
    public RawAnswer Truncated(int missing) => this with { _declaredLength = Body.Length + missing };

    /// <summary>Closes after this many bytes, including the head.</summary>
    public RawAnswer CutAfter(int bytes) => this with { _cutAfter = bytes };

    /// <summary>Sends the body in chunks of this many bytes.</summary>
    public RawAnswer Chunked(int chunk) => this with { _chunk = chunk };

    /// <summary>Stops after this many bytes, including the head, and keeps the connection open.</summary>
    /// <param name="bytes">The number of bytes to send.</param>
    /// <param name="onSilence">Called after these bytes were sent.</param>
    public RawAnswer StallAfter(int bytes, Action onSilence) => this with { _cutAfter = bytes, OnSilence = onSilence };

    /// <summary>Holds the response back.</summary>
    public RawAnswer After(Task until) => this with { Until = until };

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        if (_literal is not null)
        {
            return _literal;
        }

        Write(bytes, $"HTTP/1.1 {Status} Something\r\n");
        Write(bytes, string.Concat(Headers.Select(h => h + "\r\n")));
        Write(bytes, _chunk > 0 ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {_declaredLength ?? Body.Length}\r\n\r\n");
        if (_chunk > 0)
        {
            WriteChunks(bytes);
        }
        else
        {
            bytes.Write(Body, 0, Body.Length);
        }

        return [.. bytes.ToArray().Take(_cutAfter ?? int.MaxValue)];
    }

    private void WriteChunks(MemoryStream bytes)
    {
        for (var at = 0; at < Body.Length; at += _chunk)
        {
            var length = Math.Min(_chunk, Body.Length - at);
            Write(bytes, length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
            bytes.Write(Body, at, length);
            Write(bytes, "\r\n");
        }

        Write(bytes, "0\r\n\r\n");
    }

    private static void Write(MemoryStream bytes, string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        bytes.Write(encoded, 0, encoded.Length);
    }
}
