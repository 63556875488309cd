using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EmailCar.Sandbox.Smtp;

/// <summary>Lines and messages as they come over a connection, and the replies to them.</summary>
internal sealed class SmtpStream : IDisposable
{
    /// <summary>What a line may hold at most (RFC 4954: a login may need 12288).</summary>
    private const int LineLimit = 16 * 1024;

#if NET
    private const SslProtocols Protocols = SslProtocols.None;
#else
    // Mono takes "whatever the system has" for nothing at all.
    private const SslProtocols Protocols = SslProtocols.Tls12;
#endif

    private readonly Stream _plain;
    private Stream _stream;
    private SslStream? _secure;
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public SmtpStream(Stream stream) => _stream = _plain = stream;

    /// <summary>True when something has come that was not read yet.</summary>
    public bool HasUnread => _start < _end;

    /// <summary>The next line without its end; null when there is none, or none of a length that is to be expected.</summary>
    public async Task<string?> ReadLineAsync()
    {
        for (var searched = 0; ;)
        {
            var end = Array.IndexOf(_buffer, (byte)'\n', _start + searched, _end - _start - searched);
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, end - _start);
                _start = end + 1;
                return line.EndsWith("\r", StringComparison.Ordinal) ? line.Substring(0, line.Length - 1) : line;
            }

            searched = _end - _start;
            if (searched > LineLimit || await FillAsync().ConfigureAwait(false) == 0)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Reads a message to its end, a line with nothing but a dot, even when it is too large: a client that is cut off while
    /// writing never sees the reply.
    /// </summary>
    /// <param name="limit">Bytes that are kept at most.</param>
    /// <returns>The message without the dots that were added on the way; null when it breaks off. True when it was too large.</returns>
    public async Task<(byte[]? Message, bool IsTooLarge)> ReadMessageAsync(int limit)
    {
        using var kept = new MemoryStream();
        var end = new MessageEnd();
        var isTooLarge = false;
        while (true)
        {
            if (_start == _end && await FillAsync().ConfigureAwait(false) == 0)
            {
                return (null, false);
            }

            isTooLarge |= kept.Length > limit;
            _start = end.Read(_buffer, _start, _end, isTooLarge ? null : kept);
            if (end.IsReached)
            {
                isTooLarge |= kept.Length > limit;
                return (isTooLarge ? [] : kept.ToArray(), isTooLarge);
            }
        }
    }

    public async Task WriteAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await _stream.WriteAsync(bytes, 0, bytes.Length).ConfigureAwait(false);
        await _stream.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Goes on over TLS. What came before it and was not read is dropped: anyone could have written it.</summary>
    public async Task SecureAsync(X509Certificate2 certificate)
    {
        _start = _end = 0;
        _secure = new SslStream(_plain, leaveInnerStreamOpen: true);
        _stream = _secure;
        await _secure.AuthenticateAsServerAsync(certificate, clientCertificateRequired: false, Protocols, checkCertificateRevocation: false).ConfigureAwait(false);
    }

    /// <summary>Reads until the client closes.</summary>
    public async Task WaitForCloseAsync()
    {
        do
        {
            _start = _end = 0;
        }
        while (await FillAsync().ConfigureAwait(false) > 0);
    }

    /// <summary>The stream that was handed in stays open.</summary>
    public void Dispose() => _secure?.Dispose();

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

        var read = await _stream.ReadAsync(_buffer, _end, _buffer.Length - _end).ConfigureAwait(false);
        _end += read;
        return read;
    }
}
