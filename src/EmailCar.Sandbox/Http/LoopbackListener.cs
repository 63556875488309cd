using System.Net;
using System.Net.Sockets;

namespace EmailCar.Sandbox.Http;

/// <summary>Starts an HttpListener that only this machine can reach.</summary>
internal static class LoopbackListener
{
    private const int Attempts = 20;

    /// <param name="port">0 picks a free one.</param>
    /// <exception cref="IOException">The port is taken or not permitted, or no free one was found.</exception>
    public static (HttpListener Listener, int Port) Start(int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            // HttpListener takes no port 0. Between asking for a free port and listening on it another may take it.
            var candidate = port == 0 ? FreePort() : port;
            try
            {
                return (StartOn(candidate), candidate);
            }
            catch (Exception e) when (IsRefusal(e) && port == 0 && attempt < Attempts)
            {
            }
            catch (Exception e) when (IsRefusal(e))
            {
                throw new IOException($"Cannot listen on port {candidate} of 127.0.0.1: {e.Message}", e);
            }
        }
    }

    private static HttpListener StartOn(int port)
    {
        var listener = new HttpListener { IgnoreWriteExceptions = true };
        try
        {
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            listener.Start();
        }
        catch
        {
            listener.Abort();
            throw;
        }

        try
        {
            // A convenience for those who type the address; the sandbox does without where the name cannot be listened on.
            if (Array.TrueForAll(Dns.GetHostAddresses("localhost"), IPAddress.IsLoopback))
            {
                listener.Prefixes.Add($"http://localhost:{port}/");
            }
        }
        catch (Exception e) when (IsRefusal(e))
        {
        }

        return listener;
    }

    // Which of the two it is depends on the platform.
    private static bool IsRefusal(Exception e) => e is HttpListenerException or SocketException;

    private static int FreePort()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        try
        {
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        finally
        {
            probe.Stop();
        }
    }
}
