using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EmailCar.Benchmarks.Smtp;

/// <summary>An SMTP server that accepts everything immediately and only counts it.</summary>
internal sealed class SmtpSink : IDisposable
{
    private static readonly byte[] EndOfMessage = "\r\n.\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _connections;
    private int _messages;

    public SmtpSink()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public int Messages => Volatile.Read(ref _messages);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // disposed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            try
            {
                await WriteAsync(stream, "220 sink ESMTP");
                await ServeAsync(stream);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                return; // the client has disconnected
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var buffer = new byte[256 * 1024];
        var (start, end, isMessage) = (0, 0, false);
        while (true)
        {
            var found = buffer.AsSpan(start, end - start).IndexOf(isMessage ? EndOfMessage : "\r\n"u8);
            if (found < 0)
            {
                // Only bytes that may be the beginning of the end of a message are kept.
                var kept = isMessage ? Math.Min(EndOfMessage.Length - 1, end - start) : end - start;
                buffer.AsSpan(end - kept, kept).CopyTo(buffer);
                (start, end) = (0, kept);
                var read = await stream.ReadAsync(buffer.AsMemory(end));
                if (read == 0)
                {
                    return;
                }

                end += read;
            }
            else if (isMessage)
            {
                (start, isMessage) = (start + found + EndOfMessage.Length, false);
                Interlocked.Increment(ref _messages);
                await WriteAsync(stream, "250 2.0.0 Ok: queued as 1");
            }
            else
            {
                var line = Encoding.ASCII.GetString(buffer, start, found);
                start += found + 2;
                isMessage = line.Equals("DATA", StringComparison.OrdinalIgnoreCase);
                await WriteAsync(stream, Reply(line));
            }
        }
    }

    private static string Reply(string line) => line.Split(' ')[0].ToUpperInvariant() switch
    {
        "EHLO" => "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 AUTH PLAIN",
        "AUTH" => "235 2.7.0 Welcome",
        "DATA" => "354 Go ahead",
        "QUIT" => "221 2.0.0 Bye",
        _ => "250 2.0.0 Ok",
    };

    private static Task WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n")).AsTask();
}
