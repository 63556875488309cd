using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EmailCar.Failures;

namespace EmailCar.Smtp;

/// <summary>A connection through an HTTP proxy, opened with CONNECT.</summary>
internal static class ProxyTunnel
{
    /// <summary>The response of a proxy has only a few lines.</summary>
    private const int MaxAnswer = 16 * 1024;

    /// <summary>Asks the proxy to connect. Afterwards, the socket is connected to the server.</summary>
    /// <exception cref="EmailCarException">The proxy rejected the connection.</exception>
    public static async Task OpenAsync(Socket socket, string server, int port, NetworkCredential? login)
    {
        var target = (server.IndexOf(':') >= 0 ? $"[{server}]" : server) + ":" + port.ToString(CultureInfo.InvariantCulture);
        var request = $"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n";
        if (login is not null && login.UserName.Length > 0)
        {
            request += "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}")) + "\r\n";
        }

        var bytes = Encoding.ASCII.GetBytes(request + "\r\n");
        await socket.SendAsync(new ArraySegment<byte>(bytes), SocketFlags.None).ConfigureAwait(false);
        var status = Status(await ReadAsync(socket).ConfigureAwait(false));
        if (status is < 200 or > 299)
        {
            throw new EmailCarException(
                status == 407 ? FailureKind.ProxyAuthentication : FailureKind.Unreachable, new FailureDetail(FailureReason.ProxyRefused, status));
        }
    }

    /// <summary>Reads byte by byte up to the empty line, because the next byte belongs to the server.</summary>
    private static async Task<string> ReadAsync(Socket socket)
    {
        var answer = new StringBuilder();
        var one = new ArraySegment<byte>(new byte[1]);
        while (answer.Length < MaxAnswer)
        {
            if (await socket.ReceiveAsync(one, SocketFlags.None).ConfigureAwait(false) == 0)
            {
                throw new IOException("The proxy has closed the connection.");
            }

            answer.Append((char)one.Array![0]);
            if (answer[answer.Length - 1] == '\n' && answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                return answer.ToString();
            }
        }

        throw new IOException("The proxy's answer is too long.");
    }

    private static int Status(string answer)
    {
        var parts = answer.Split([' ', '\r'], 3);
        return answer.StartsWith("HTTP/", StringComparison.Ordinal) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : throw new IOException("The proxy's answer is not HTTP.");
    }
}
