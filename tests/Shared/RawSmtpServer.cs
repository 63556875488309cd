using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace EmailCar.Testing;

/// <summary>
/// An SMTP server on loopback that sends literal replies, fails as specified, and records what it received and accepted. It shares no code
/// with the client.
/// </summary>
internal sealed class RawSmtpServer : IDisposable
{
    /// <summary>Small, so that a client is still writing when the server fails in the middle of a message.</summary>
    private const int ReceiveBufferSize = 65_536;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = TestCertificate.Load();
    private readonly object _gate = new();
    private readonly List<TcpClient> _clients = [];
    private readonly List<Task> _serving = [];
    private readonly List<(int Connection, string Line)> _commands = [];
    private readonly List<RawSmtpMessage> _messages = [];
    private readonly List<TaskCompletionSource<bool>> _awaited = [];
    private readonly Dictionary<RawSmtpStage, int> _reached = [];
    private readonly TaskCompletionSource<bool> _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RawSmtpFault? _fault;
    private int _failures;

    /// <param name="tls">Whether STARTTLS is offered, TLS is used from the start, or neither.</param>
    public RawSmtpServer(RawSmtpTls tls = RawSmtpTls.None)
    {
        Tls = tls;
        _listener.Server.ReceiveBufferSize = ReceiveBufferSize;
        _listener.Start(512);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public RawSmtpTls Tls { get; }

    /// <summary>The lines of EHLO besides STARTTLS.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = ["SIZE 52428800", "8BITMIME", "PIPELINING", "AUTH PLAIN LOGIN"];

    /// <summary>Returns the reply to a complete message; a 2xx reply accepts it. A fault has priority.</summary>
    public Func<RawSmtpMessage, string> Acceptance { get; init; } = _ => "250 2.0.0 Ok: queued as 4XyZ12";

    /// <summary>Returns the reply to RCPT for an address; null to accept it. A fault has priority.</summary>
    public Func<string, string?> Recipient { get; init; } = _ => null;

    /// <summary>Called with each connection.</summary>
    public Action Connected { get; init; } = () => { };

    /// <summary>
    /// The reply to a complete message waits for this task. The message is recorded before, whether it is accepted or not.
    /// </summary>
    public Func<RawSmtpMessage, Task> BeforeReply { get; init; } = _ => Task.CompletedTask;

    /// <summary>Called after the reply to a message was sent.</summary>
    public Action<RawSmtpMessage> AfterReply { get; init; } = _ => { };

    /// <summary>The fault; null for none. Setting it restarts the count of the stages.</summary>
    public RawSmtpFault? Fault
    {
        get => _fault;
        set
        {
            lock (_gate)
            {
                _fault = value;
                _reached.Clear();
            }
        }
    }

    /// <summary>The number of times that it has failed as specified.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>The received lines, except those of messages and logins.</summary>
    public IReadOnlyList<(int Connection, string Line)> Commands => Copy(_commands);

    /// <summary>The complete messages, accepted or not.</summary>
    public IReadOnlyList<RawSmtpMessage> Messages => Copy(_messages);

    /// <summary>The accepted messages.</summary>
    public IReadOnlyList<RawSmtpMessage> Accepted => [.. Messages.Where(message => message.IsAccepted)];

    /// <summary>The number of connections so far.</summary>
    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _clients.Count;
            }
        }
    }

    internal X509Certificate2 Certificate => _certificate;

    /// <summary>Completes when the server is disposed.</summary>
    internal Task Disposed => _disposed.Task;

    /// <summary>Completes when the message with this number, from 1, has arrived.</summary>
    public Task MessageAsync(int number)
    {
        lock (_gate)
        {
            while (_awaited.Count < number)
            {
                _awaited.Add(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return number <= _messages.Count ? Task.CompletedTask : _awaited[number - 1].Task;
        }
    }

    /// <summary>Released each time a connection begins to hang.</summary>
    internal SemaphoreSlim Hangs { get; } = new(0);

    /// <summary>
    /// Waits until all earlier connections have ended or hang. Data of a killed process in the socket buffers still counts, so nothing may
    /// be counted before this.
    /// </summary>
    public async Task QuietAsync()
    {
        // Connections are accepted in order, so all earlier ones are accepted before this one.
        var before = Connections;
        using (var last = new TcpClient())
        {
            await last.ConnectAsync(IPAddress.Loopback, Port).ConfigureAwait(false);
            while (Connections <= before && !_disposed.Task.IsCompleted)
            {
                await Task.Yield();
            }
        }

        Task[] serving;
        lock (_gate)
        {
            serving = [.. _serving];
        }

        await Task.WhenAll(serving).ConfigureAwait(false);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed.TrySetResult(true);
            _listener.Stop();
            _clients.ForEach(client => client.Close());
        }

        _certificate.Dispose();
    }

    /// <summary>Returns the fault of a stage that was reached, or null if the stage succeeds.</summary>
    internal RawSmtpFault? Reach(RawSmtpStage stage)
    {
        lock (_gate)
        {
            if (_fault?.Stage != stage)
            {
                return null;
            }

            _reached.TryGetValue(stage, out var before);
            _reached[stage] = before + 1;
            if (before < _fault.After || before - _fault.After >= _fault.Times)
            {
                return null;
            }

            _failures++;
            return _fault;
        }
    }

    internal void Record(int connection, string line)
    {
        lock (_gate)
        {
            _commands.Add((connection, line));
        }
    }

    internal void Record(RawSmtpMessage message)
    {
        lock (_gate)
        {
            _messages.Add(message);
            if (_messages.Count <= _awaited.Count)
            {
                _awaited[_messages.Count - 1].TrySetResult(true);
            }
        }
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                lock (_gate)
                {
                    _clients.Add(client);
                    var number = _clients.Count;
                    _serving.RemoveAll(task => task.IsCompleted);
                    var connection = new RawSmtpConnection(this, client, number);
                    _serving.Add(Task.WhenAny(Task.Run(() => ServeAsync(client, connection)), connection.Hung));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            lock (_gate)
            {
                if (!_disposed.Task.IsCompleted)
                {
                    throw;
                }
            }
        }
    }

    private static async Task ServeAsync(TcpClient client, RawSmtpConnection connection)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await connection.ServeAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or AuthenticationException)
            {
                // The client disconnected or was killed; the data received so far is recorded.
            }
        }
    }
}

/// <summary>How a server starts TLS.</summary>
internal enum RawSmtpTls
{
    /// <summary>Not supported.</summary>
    None,

    /// <summary>When the client sends STARTTLS.</summary>
    StartTls,

    /// <summary>From the start of the connection.</summary>
    Implicit,
}
