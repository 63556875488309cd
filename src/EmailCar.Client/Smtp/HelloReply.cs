using System.Globalization;
using System.Text;
using MailKit;

namespace EmailCar.Smtp;

/// <summary>
/// Reads only the status of the reply to EHLO. The SMTP client falls back to HELO when EHLO is rejected, and does not show whether the
/// rejection was temporary.
/// </summary>
internal sealed class HelloReply : IProtocolLogger
{
    private bool _isNext;

    /// <summary>The status of the last reply to EHLO; 0 before it.</summary>
    public int Status { get; private set; }

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <inheritdoc/>
    public void LogConnect(Uri uri)
    {
    }

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count) => _isNext = count > 5 && Encoding.ASCII.GetString(buffer, offset, 5) == "EHLO ";

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_isNext && count >= 3 && int.TryParse(Encoding.ASCII.GetString(buffer, offset, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            (Status, _isNext) = (status, false);
        }
    }

    public void Dispose()
    {
    }
}
