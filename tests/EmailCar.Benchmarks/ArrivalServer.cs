using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EmailCar.Testing;

namespace EmailCar.Benchmarks;

/// <summary>
/// Sends the same response to every POST and records when the kernel received the body, so that nothing delays the measurement. Uses one
/// thread per connection.
/// </summary>
internal sealed class ArrivalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly TimeSpan _answersAfter;
    private readonly X509Certificate2? _certificate;
    private readonly TimeSpan _handshakesAfter;
    private readonly List<Arrival> _arrivals = [];

    /// <param name="json">The response to every request.</param>
    /// <param name="answersAfter">The delay of a response.</param>
    /// <param name="certificate">For TLS; null for plain http.</param>
    /// <param name="handshakesAfter">The delay of the TLS handshake.</param>
    public ArrivalServer(string json, TimeSpan answersAfter = default, X509Certificate2? certificate = null, TimeSpan handshakesAfter = default)
    {
        _answersAfter = answersAfter;
        _certificate = certificate;
        _handshakesAfter = handshakesAfter;
        var body = Encoding.UTF8.GetBytes(json);
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        _answer = [.. Encoding.ASCII.GetBytes(head), .. body];
        TimestampedStream.Prepare(_listener.Server);
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public Uri Endpoint => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/");

    /// <summary>Returns the requests for one path, in the order of arrival.</summary>
    public IReadOnlyList<Arrival> Arrivals(string path)
    {
        lock (_arrivals)
        {
            return [.. _arrivals.Where(a => a.Path == path).OrderBy(a => a.Timestamp)];
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Returns the milliseconds between consecutive arrivals.</summary>
    public static IReadOnlyList<double> Gaps(IReadOnlyList<Arrival> arrivals) =>
        [.. arrivals.Zip(arrivals.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a.Timestamp, b.Timestamp).TotalMilliseconds)];

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: there are no more connections.
            return;
        }
    }

    private void Serve(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            using var socket = new TimestampedStream(client.Client);
            if (Open(socket) is not { } stream)
            {
                return;
            }

            var received = new MemoryStream();
            var buffer = new byte[64 * 1024];
            var bodyStart = -1;
            var length = 0;
            while (bodyStart < 0 || received.Length < bodyStart + length)
            {
                var read = stream.Read(buffer);
                if (read == 0)
                {
                    return;
                }

                received.Write(buffer, 0, read);
                if (bodyStart < 0)
                {
                    var head = Encoding.ASCII.GetString(received.GetBuffer(), 0, (int)received.Length);
                    var end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                    if (end >= 0)
                    {
                        bodyStart = end + 4;
                        length = Header(head, "Content-Length");
                    }
                }
            }

            var text = Encoding.ASCII.GetString(received.GetBuffer(), 0, (int)received.Length);
            lock (_arrivals)
            {
                _arrivals.Add(new Arrival(text.Split(' ')[1], socket.Received, text[bodyStart..]));
            }

            Thread.Sleep(_answersAfter);
            stream.Write(_answer);
        }
    }

    /// <summary>Returns null for a connection without a request: one that was opened ahead and not needed.</summary>
    private Stream? Open(TimestampedStream stream)
    {
        if (_certificate is null)
        {
            return stream;
        }

        Thread.Sleep(_handshakesAfter);
        var secure = new SslStream(stream);
        try
        {
            secure.AuthenticateAsServer(_certificate);
            return secure;
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            secure.Dispose();
            return null;
        }
    }

    private static int Header(string head, string name)
    {
        var line = head.Split("\r\n").First(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return int.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>A request, and when its last byte arrived.</summary>
internal sealed record Arrival(string Path, long Timestamp, string Body);
