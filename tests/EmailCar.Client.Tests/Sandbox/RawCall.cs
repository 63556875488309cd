using System.Net;
using System.Net.Sockets;
using System.Text;
using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>Sends a literal request over a separate socket.</summary>
internal static class RawCall
{
    /// <summary>Sends the text, and reads until the server is silent or closes.</summary>
    /// <param name="server">The server.</param>
    /// <param name="request">The text to send.</param>
    /// <returns>The text that the server sent.</returns>
    public static async Task<string> Exchange(SandboxServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Endpoint.Port);
        var stream = client.GetStream();
        var bytes = Encoding.UTF8.GetBytes(request);
        await stream.WriteAsync(bytes, 0, bytes.Length);
        client.Client.Shutdown(SocketShutdown.Send);
        using var answer = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await stream.ReadAsync(buffer, 0, buffer.Length)) > 0;)
        {
            answer.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
