using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EmailCar.Sandbox.Http;

/// <summary>
/// Sends a first request without effect, because the first request compiles the server. Otherwise the time of a first submission would be
/// about twenty milliseconds late, and the next one, after the correct interval, would be rejected as too fast.
/// </summary>
internal static class WarmUp
{
    public static async Task RunAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
            using var request = new MemoryStream(Encoding.ASCII.GetBytes(
                $"POST /v1/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: 1\r\n\r\n "));
            await request.CopyToAsync(client.GetStream()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The server was disposed immediately, so it needs no warm-up.
        }
    }
}
