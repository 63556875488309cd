using System.Net;
using System.Net.Sockets;

namespace EmailCar.Harness.Serving;

/// <summary>Accepts connections on loopback and passes them to a handler.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private const int Backlog = 512;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<TcpClient, Task> _serve;
    private readonly Lock _gate = new();
    private readonly List<Task> _serving = [];

    /// <param name="serve">Handles a connection.</param>
    /// <param name="prepare">Prepares the socket that accepts connections, before it listens.</param>
    public LoopbackServer(Func<TcpClient, Task> serve, Action<Socket>? prepare = null)
    {
        _serve = serve;
        prepare?.Invoke(_listener.Server);
        _listener.Start(Backlog);
        _ = AcceptAsync();
    }

    /// <summary>The base address, with /v1/ at its end.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{Port}/v1/");

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// Waits until all earlier connections are handled. Data of a killed process in the socket buffers still counts, so
    /// nothing may be counted before this.
    /// </summary>
    public async Task QuietAsync()
    {
        // Connections are accepted in order, so all earlier ones are accepted before this one.
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
            // Disposed: there are no more connections.
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
                // The client disconnected or was killed; the data received so far is recorded.
            }
        }
    }
}
