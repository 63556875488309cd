using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EmailCar.Sandbox.Smtp;

/// <summary>Reads lines and messages from a connection, and writes the replies.</summary>
internal sealed class SmtpStream : IDisposable
{
    /// <summary>The maximum length of a line (RFC 4954: a login may need 12288).</summary>
    private const int LineLimit = 16 * 1024;

#if NET
    private const SslProtocols Protocols = SslProtocols.None;
#else
    // On Mono, the default of the system means that no protocol is enabled.
    private const SslProtocols Protocols = SslProtocols.Tls12;
#endif

    private readonly Stream _plain;
    private Stream _stream;
    private SslStream? _secure;
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public SmtpStream(Stream stream) => _stream = _plain = stream;

    /// <summary>True if there is unread data.</summary>
    public bool HasUnread => _start < _end;

    /// <summary>Reads the next line. Returns it without its end, or null if there is none or if it is too long.</summary>
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
    /// Reads a message to its end, a line with only a dot. Does so even if it is too large, because a client that is interrupted while
    /// writing never sees the reply.
    /// </summary>
    /// <param name="limit">The maximum number of bytes to keep.</param>
    /// <returns>The message without the added dots; null if it is incomplete. True if it was too large.</returns>
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

    /// <summary>Continues with TLS. Unread data from before is discarded, because anyone could have sent it.</summary>
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

    /// <summary>Leaves the given stream open.</summary>
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
