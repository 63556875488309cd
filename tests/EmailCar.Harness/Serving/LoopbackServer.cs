using System.Net;
using System.Net.Sockets;

namespace EmailCar.Harness.Serving;

/// <summary>Accepts connections on loopback; what is done with one is for others to say.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private const int Backlog = 512;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<TcpClient, Task> _serve;
    private readonly Lock _gate = new();
    private readonly List<Task> _serving = [];

    public LoopbackServer(Func<TcpClient, Task> serve)
    {
        _serve = serve;
        _listener.Start(Backlog);
        _ = AcceptAsync();
    }

    /// <summary>The base address, with /v1/ at its end.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{Port}/v1/");

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// Waits until all is served that came before. What a killed process left in the socket buffers still counts, so
    /// nothing may be added up earlier than this.
    /// </summary>
    public async Task QuietAsync()
    {
        // Connections are accepted in the order they came: when this one is, so are all before it.
        using (var last = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await last.ConnectAsync(IPAddress.Loopback, Port);
            last.Shutdown(SocketShutdown.Send);
            await last.ReceiveAsync(new byte[1]);
        }

        await Task.WhenAll(Serving());
    }

    public void Dispose() => _listener.Dispose();

    private Task[] Serving()
    {
        lock (_gate)
        {
            return [.. _serving];
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                lock (_gate)
                {
                    _serving.RemoveAll(task => task.IsCompletedSuccessfully);
                    _serving.Add(Task.Run(() => ServeAsync(client)));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed of: there is nothing more to accept.
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await _serve(client);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // The client has left, or was killed; what it said until then is noted.
            }
        }
    }
}
