using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EmailCar.Client.Tests.Domains;

/// <summary>A DNS server on loopback, over UDP and TCP, that answers with literal bytes.</summary>
internal sealed class RawDnsServer : IDisposable
{
    public const byte NoError = 0, ServFail = 2, NxDomain = 3, Refused = 5;

    public const ushort A = 1, Mx = 15, Aaaa = 28;

    private readonly UdpClient _udp;
    private readonly TcpListener _tcp;
    private readonly Func<string, ushort, Answer?> _answer;
    private readonly CancellationTokenSource _stopping = new();

    /// <param name="answer">Returns the answer to a query for a name and a type; null for no answer.</param>
    public RawDnsServer(Func<string, ushort, Answer?> answer)
    {
        _answer = answer;
        (_udp, _tcp) = Listen();
        _ = UdpAsync();
        _ = TcpAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_tcp.LocalEndpoint).Port}";

    /// <summary>The queries: name and type.</summary>
    public ConcurrentQueue<string> Questions { get; } = new();

    /// <summary>Returns the data of an MX record.</summary>
    public static byte[] MxData(ushort preference, string exchange) => [(byte)(preference >> 8), (byte)preference, .. Name(exchange)];

    public void Dispose()
    {
        _stopping.Cancel();
        _udp.Dispose();
        _tcp.Stop();
    }

    /// <summary>Opens a TCP and a UDP socket on the same port, which TCP determines.</summary>
    private static (UdpClient Udp, TcpListener Tcp) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var tcp = new TcpListener(IPAddress.Loopback, 0);
            tcp.Start();
            try
            {
                return (new UdpClient((IPEndPoint)tcp.LocalEndpoint), tcp);
            }
            catch (SocketException) when (attempt < 20)
            {
                tcp.Stop();
            }
        }
    }

    private async Task UdpAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                var received = await _udp.ReceiveAsync();
                if (Respond(received.Buffer, isTcp: false) is { } response)
                {
                    await _udp.SendAsync(response, response.Length, received.RemoteEndPoint);
                }
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task TcpAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                using var client = await _tcp.AcceptTcpClientAsync();
                var stream = client.GetStream();
                var length = await ReadAsync(stream, 2);
                var query = await ReadAsync(stream, BinaryPrimitives.ReadUInt16BigEndian(length));
                if (Respond(query, isTcp: true) is { } response)
                {
                    await stream.WriteAsync(new byte[] { (byte)(response.Length >> 8), (byte)response.Length }, 0, 2);
                    await stream.WriteAsync(response, 0, response.Length);
                }
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException or IOException)
        {
            // The test is over.
        }
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = await stream.ReadAsync(bytes, read, count - read);
            read += more > 0 ? more : throw new IOException("The client has closed the connection.");
        }

        return bytes;
    }

    private byte[]? Respond(byte[] query, bool isTcp)
    {
        var at = 12;
        var labels = new List<string>();
        for (; query[at] != 0; at += query[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(query, at + 1, query[at]));
        }

        var name = string.Join(".", labels);
        var type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(at + 1));
        Questions.Enqueue($"{name} {type}{(isTcp ? " over TCP" : "")}");
        if (_answer(name, type) is not { } answer)
        {
            return null;
        }

        var isCut = answer.OverTcpOnly && !isTcp;
        var records = isCut ? [] : answer.Records;
        var question = query.AsSpan(12, at + 5 - 12).ToArray();
        var response = new List<byte>();
        response.AddRange([query[0], query[1], (byte)(0x84 | (isCut ? 2 : 0)), (byte)(0x80 | answer.Code), 0, 1, 0, (byte)records.Length, 0, 0, 0, 0]);
        response.AddRange(question);
        foreach (var (recordType, data) in records)
        {
            response.AddRange([0xC0, 12, (byte)(recordType >> 8), (byte)recordType, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length]);
            response.AddRange(data);
        }

        return [.. response];
    }

    private static byte[] Name(string name) =>
        [.. name.Split(['.'], StringSplitOptions.RemoveEmptyEntries).SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];

    public sealed record Answer(byte Code, params (ushort Type, byte[] Data)[] Records)
    {
        /// <summary>Whether the answer over UDP is truncated.</summary>
        public bool OverTcpOnly { get; init; }
    }
}
