using System.Net.Security;
using System.Security.Authentication;
using System.Text;

namespace EmailCar.Testing;

/// <content>Bytes and lines of the connection.</content>
internal sealed partial class RawSmtpConnection
{
    private static readonly byte[] EndOfMessage = [13, 10, (byte)'.', 13, 10];

    private async Task SecureAsync()
    {
        var secure = new SslStream(_stream);
        await secure.AuthenticateAsServerAsync(server.Certificate, false, SslProtocols.Tls12, false).ConfigureAwait(false);
        _stream = secure;
        _isSecure = true;
        _start = _end = 0;
    }

    private async Task WriteAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await _stream.WriteAsync(bytes, 0, bytes.Length).ConfigureAwait(false);
        await _stream.FlushAsync().ConfigureAwait(false);
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new MemoryStream();
        while (_start < _end || await FillAsync().ConfigureAwait(false))
        {
            var value = _buffer[_start++];
            if (value == '\n')
            {
                return Encoding.UTF8.GetString(line.ToArray()).TrimEnd('\r');
            }

            line.WriteByte(value);
        }

        return null;
    }

    /// <summary>
    /// Reads up to the line with only a dot, which is not returned, or up to a number of bytes. Returns null if the client disconnects
    /// before.
    /// </summary>
    private async Task<byte[]?> ReadMessageAsync(int? limit)
    {
        // A message begins as if a line had just ended.
        var message = new MemoryStream();
        for (var matched = 2; matched < EndOfMessage.Length;)
        {
            if (message.Length >= limit)
            {
                return message.ToArray();
            }

            if (_start == _end && !await FillAsync().ConfigureAwait(false))
            {
                return null;
            }

            var value = _buffer[_start++];
            message.WriteByte(value);
            matched = value == EndOfMessage[matched] ? matched + 1 : value == EndOfMessage[0] ? 1 : 0;
        }

        message.SetLength(message.Length - 3);
        return message.ToArray();
    }

    private async Task<bool> FillAsync()
    {
        _start = 0;
        _end = await _stream.ReadAsync(_buffer, 0, _buffer.Length).ConfigureAwait(false);
        return _end > 0;
    }
}
