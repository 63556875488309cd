using System.Net;
using System.Net.Sockets;

namespace EmailCar.Sandbox.Listening;

/// <summary>Accepts connections from this machine only, and serves each until it ends.</summary>
internal sealed class LoopbackListener : IDisposable
{
    /// <summary>The maximum number of bytes to read after a connection has ended.</summary>
    private const int RestLimit = 1024 * 1024;

    private readonly TcpListener _listener;
    private readonly TcpListener? _second;
    private readonly HashSet<TcpClient> _open = [];
    private readonly Func<Stream, Task> _serve;
    private bool _isClosed;

    private LoopbackListener(TcpListener listener, Func<Stream, Task> serve)
    {
        _listener = listener;
        _serve = serve;
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _second = TryListenOnIPv6(Port);
    }

    public int Port { get; }

    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="serve">Serves one connection; an exception ends only that connection.</param>
    /// <exception cref="PortUnavailableException">The port is in use or not permitted, or there is no free port.</exception>
    public static LoopbackListener Open(int port, Func<Stream, Task> serve)
    {
        try
        {
            return new LoopbackListener(Listen(IPAddress.Loopback, port), serve);
        }
        catch (SocketException e)
        {
            throw new PortUnavailableException(port, e);
        }
    }

    public void Start()
    {
        _ = Task.Run(() => AcceptAsync(_listener));
        if (_second is not null)
        {
            _ = Task.Run(() => AcceptAsync(_second));
        }
    }

    /// <summary>Stops listening and closes all connections.</summary>
    public void Dispose()
    {
        TcpClient[] open;
        lock (_open)
        {
            _isClosed = true;
            open = [.. _open];
        }

        _listener.Stop();
        _second?.Stop();
        Array.ForEach(open, client => client.Close());
    }

    private static TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        if (Path.DirectorySeparatorChar == '\\')
        {
            // Without it, Windows lets two programs listen on the same port.
            listener.ExclusiveAddressUse = true;
        }

        listener.Start();
        return listener;
    }

    // "localhost" may resolve to either address; on Windows, a client that tries ::1 first would wait two seconds before the other.
    private static TcpListener? TryListenOnIPv6(int port)
    {
        try
        {
            return Socket.OSSupportsIPv6 ? Listen(IPAddress.IPv6Loopback, port) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The listener was closed, or a client disconnected before it was accepted, which does not matter.
                lock (_open)
                {
                    if (_isClosed)
                    {
                        return;
                    }
                }
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        lock (_open)
        {
            if (_isClosed)
            {
                client.Close();
                return;
            }

            _open.Add(client);
        }

        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            await _serve(stream).ConfigureAwait(false);

            // If there were unread bytes, closing would reset the connection, and the client might lose the response.
            client.Client.Shutdown(SocketShutdown.Send);
            await ReadRestAsync(stream).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The client disconnected, or the server is being disposed. An exception of one connection must not affect the others.
        }
        finally
        {
            lock (_open)
            {
                _open.Remove(client);
            }

            client.Close();
        }
    }

    private static async Task ReadRestAsync(NetworkStream stream)
    {
        var buffer = new byte[4096];
        for (var left = RestLimit; left > 0;)
        {
            var read = await stream.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
            left -= read == 0 ? left : read;
        }
    }
}
