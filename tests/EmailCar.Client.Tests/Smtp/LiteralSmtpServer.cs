using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EmailCar.Client.Tests.Smtp;

/// <summary>
/// A server that sends literal replies: to each command, the next one that a test has set for it, otherwise the usual one. "close" closes
/// the connection; "hang" sends nothing more.
/// </summary>
internal sealed class LiteralSmtpServer : IDisposable
{
    public const string Hang = "hang", Close = "close";

    private static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly object _gate = new();
    private readonly Dictionary<string, Queue<string>> _replies = [];
    private readonly List<string> _commands = [];
    private readonly List<ReceivedEmail> _accepted = [];
    private readonly List<TcpClient> _clients = [];
    private readonly SemaphoreSlim _arrived = new(0);

    public LiteralSmtpServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The lines after EHLO, without the greeting line.</summary>
    public string[] Extensions { get; set; } = ["PIPELINING", "SIZE 20000000", "8BITMIME", "CHUNKING", "BINARYMIME", "AUTH PLAIN LOGIN"];

    public int Connections { get; private set; }

    /// <summary>All commands of all connections; logins are decoded.</summary>
    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_gate)
            {
                return [.. _commands];
            }
        }
    }

    /// <summary>The accepted emails.</summary>
    public IReadOnlyList<ReceivedEmail> Accepted
    {
        get
        {
            lock (_gate)
            {
                return [.. _accepted];
            }
        }
    }

    /// <summary>Sets the next replies to a command; GREETING, BODY (in the middle of the message) and DOT are stages too.</summary>
    public void Reply(string command, params string[] replies)
    {
        lock (_gate)
        {
            foreach (var reply in replies)
            {
                Queue(command).Enqueue(reply);
            }
        }
    }

    /// <summary>Waits until a command has been received this often, on any connection.</summary>
    public async Task Saw(string command, int times = 1)
    {
        while (Commands.Count(c => c.StartsWith(command, StringComparison.Ordinal)) < times)
        {
            if (!await _arrived.WaitAsync(TimeSpan.FromSeconds(30)))
            {
                throw new TimeoutException($"{command} never came.");
            }
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        lock (_gate)
        {
            _clients.ForEach(client => client.Dispose());
        }

        _arrived.Dispose();
    }

    private Queue<string> Queue(string command) => _replies.TryGetValue(command, out var queue) ? queue : _replies[command] = new Queue<string>();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                client.NoDelay = true;
                lock (_gate)
                {
                    _clients.Add(client);
                    Connections++;
                }

                _ = TalkAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Latin1);
        try
        {
            if (!await AnswerAsync(stream, "GREETING", "220 literal ESMTP"))
            {
                return;
            }

            var envelope = new List<string>();
            while (await reader.ReadLineAsync() is { } line)
            {
                var command = line.Split(' ')[0].Split(':')[0].ToUpperInvariant();
                Note(line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal) ? "AUTH PLAIN " + Encoding.UTF8.GetString(Convert.FromBase64String(line.Substring(11))) : line);
                var usual = command switch
                {
                    "EHLO" => string.Join("\r\n", new[] { "literal" }.Concat(Extensions).Select((text, i) => (i == Extensions.Length ? "250 " : "250-") + text)),
                    "AUTH" => "235 2.7.0 ok",
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 2.0.0 ok",
                };
                envelope = command == "MAIL" ? [line] : command == "RCPT" ? [.. envelope, line] : envelope;
                var reply = Next(command) ?? usual;
                if (!await SendAsync(stream, reply) || command == "QUIT")
                {
                    return;
                }

                if (command == "DATA" && reply.StartsWith("354", StringComparison.Ordinal) && !await TakeAsync(reader, stream, envelope))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The client has closed it.
        }
    }

    private async Task<bool> TakeAsync(StreamReader reader, NetworkStream stream, IReadOnlyList<string> envelope)
    {
        var message = new StringBuilder();
        var lines = 0;
        string? fault = null;
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            message.Append(line.StartsWith(".", StringComparison.Ordinal) ? line.Substring(1) : line).Append("\r\n");
            if (++lines == 3 && (fault = Next("BODY")) is not null && !await SendAsync(stream, fault))
            {
                return false;
            }
        }

        Note(".");
        var reply = Next("DOT") ?? "250 2.0.0 Ok: queued as Q" + (Accepted.Count + 1);
        if (reply.StartsWith("2", StringComparison.Ordinal))
        {
            lock (_gate)
            {
                _accepted.Add(new ReceivedEmail(envelope, message.ToString()));
            }
        }

        return await SendAsync(stream, reply);
    }

    private void Note(string line)
    {
        lock (_gate)
        {
            _commands.Add(line);
        }

        _arrived.Release();
    }

    private string? Next(string command)
    {
        lock (_gate)
        {
            return _replies.TryGetValue(command, out var queue) && queue.Count > 0 ? queue.Dequeue() : null;
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string stage, string usual) => await SendAsync(stream, Next(stage) ?? usual);

    /// <summary>Sends a reply. Returns false if the connection is closed.</summary>
    private static async Task<bool> SendAsync(NetworkStream stream, string reply)
    {
        if (reply == Hang)
        {
            await Task.Delay(TimeSpan.FromSeconds(60));
        }

        if (reply is Close or Hang)
        {
            return false;
        }

        var bytes = Latin1.GetBytes(reply + "\r\n");
        await stream.WriteAsync(bytes, 0, bytes.Length);
        return true;
    }
}

/// <summary>An email that a server has accepted.</summary>
/// <param name="Envelope">MAIL and RCPT, as received.</param>
/// <param name="Message">The message, one character per byte.</param>
internal sealed record ReceivedEmail(IReadOnlyList<string> Envelope, string Message);
