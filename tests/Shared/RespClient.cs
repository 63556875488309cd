using System.Net.Sockets;
using System.Text;

namespace EmailCar.Testing;

/// <summary>Sends commands to a Redis server in its own protocol, without code of the module.</summary>
internal sealed class RespClient : IDisposable
{
    private readonly TcpClient _client;
    private readonly Stream _stream;

    public RespClient(int port)
    {
        _client = new TcpClient("127.0.0.1", port) { NoDelay = true };
        _stream = _client.GetStream();
    }

    /// <summary>
    /// Returns the response to a command: a text, a number, or an error with its sign; null for none. The elements of an array are returned
    /// one per line.
    /// </summary>
    public string? Ask(params string[] command)
    {
        var text = new StringBuilder().Append('*').Append(command.Length).Append("\r\n");
        foreach (var word in command)
        {
            text.Append('$').Append(Encoding.UTF8.GetByteCount(word)).Append("\r\n").Append(word).Append("\r\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        _stream.Write(bytes, 0, bytes.Length);
        return Read();
    }

    public void Dispose() => _client.Dispose();

    private string? Read()
    {
        var line = Line();
        var count = line[0] is '$' or '*' ? int.Parse(line.Substring(1), System.Globalization.CultureInfo.InvariantCulture) : 0;
        return line[0] switch
        {
            '$' when count < 0 => null,
            '$' => Text(count),
            '*' => string.Join("\n", Enumerable.Range(0, Math.Max(0, count)).Select(_ => Read())),
            ':' => line.Substring(1),
            _ => line,
        };
    }

    private string Text(int length)
    {
        var bytes = new byte[length + 2];
        for (var read = 0; read < bytes.Length;)
        {
            var more = _stream.Read(bytes, read, bytes.Length - read);
            read += more > 0 ? more : throw new IOException("The server has closed the connection.");
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private string Line()
    {
        var line = new List<byte>();
        while (line.Count < 2 || line[line.Count - 1] != '\n')
        {
            var next = _stream.ReadByte();
            line.Add(next >= 0 ? (byte)next : throw new IOException("The server has closed the connection."));
        }

        return Encoding.UTF8.GetString([.. line], 0, line.Count - 2);
    }
}
