using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EmailCar.Benchmarks.Sending;

/// <summary>
/// Accepts every submission immediately and only counts them. Uses blocking sockets and reuses buffers, so that the measured time
/// and memory are those of the module.
/// </summary>
internal sealed class InstantServer : IDisposable
{
    /// <summary>More than the number of outstanding submissions, so that none waits for another connection to close.</summary>
    private const int Threads = 8;

    private static readonly byte[] Answer = MakeAnswer();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private int _submissions;
    private volatile bool _disposed;

    public InstantServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        for (var i = 0; i < Threads; i++)
        {
            new Thread(ServeAll) { IsBackground = true }.Start();
        }
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/v1/");

    /// <summary>The number of submissions so far.</summary>
    public int Submissions => Volatile.Read(ref _submissions);

    public void Dispose()
    {
        _disposed = true;
        _listener.Dispose();
    }

    private void ServeAll()
    {
        var buffer = new byte[64 * 1024];
        while (!_disposed)
        {
            try
            {
                using var connection = _listener.Accept();
                if (ReadRequest(connection, buffer))
                {
                    Interlocked.Increment(ref _submissions);
                    connection.Send(Answer);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The client disconnected early, or the server ends: the condition of the loop decides.
            }
        }
    }

    /// <summary>Returns false if the client disconnected before its request was complete.</summary>
    private static bool ReadRequest(Socket connection, byte[] buffer)
    {
        var length = 0;
        do
        {
            var read = connection.Receive(buffer.AsSpan(length));
            if (read == 0)
            {
                return false;
            }

            length += read;
        }
        while (!IsComplete(buffer.AsSpan(0, length)));
        return true;
    }

    private static bool IsComplete(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var name = "\r\nContent-Length: "u8;
        var at = request.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(request[(at + name.Length)..], out int body, out _) && request.Length >= end + 4 + body;
    }

    private static byte[] MakeAnswer()
    {
        var body = Encoding.UTF8.GetBytes(SendScript.Accepted);
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
