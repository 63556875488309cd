using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EmailCar.Testing;

/// <summary>
/// A server on loopback that sends literal bytes and records requests. It shares no code with the client, so that an error on one side
/// is detected.
/// </summary>
internal sealed class RawServer : IDisposable
{
    private static readonly RawAnswer NotFound = RawAnswer.Text(404, "nothing here", "Content-Type: text/plain");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly object _gate = new();
    private readonly List<TcpClient> _connections = [];
    private readonly List<RawRequest> _requests = [];
    private readonly Dictionary<string, Queue<RawAnswer>> _answers = [];
    private readonly Dictionary<string, RawAnswer> _given = [];
    private readonly Dictionary<string, Func<RawRequest, RawAnswer>> _handlers = [];
    private readonly Dictionary<int, TaskCompletionSource<RawRequest>> _awaited = [];
    private readonly TaskCompletionSource<bool> _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _toHangUp;

    public RawServer()
    {
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/");
        _ = AcceptAsync();
    }

    /// <summary>The base address, with /v1/ at its end.</summary>
    public Uri Endpoint { get; }

    /// <summary>True to keep connections that the client wants to close.</summary>
    public bool KeepsConnections { get; set; }

    /// <summary>The requests so far, in the order of arrival.</summary>
    public IReadOnlyList<RawRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The requests to mail/send.</summary>
    public IReadOnlyList<RawRequest> Submissions => [.. Requests.Where(r => r.Path == "/v1/mail/send")];

    /// <summary>The number of connections so far, including those closed immediately.</summary>
    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Completes when a client closes a connection that it could have kept.</summary>
    public Task ClientLeft => _clientLeft.Task;

    /// <summary>Queues responses for a path; the last one is repeated until another is queued.</summary>
    public void Answer(string path, params RawAnswer[] answers)
    {
        lock (_gate)
        {
            if (!_answers.TryGetValue(path, out var queue))
            {
                _answers.Add(path, queue = new Queue<RawAnswer>());
            }

            foreach (var answer in answers)
            {
                queue.Enqueue(answer);
            }
        }
    }

    /// <summary>Responds for a path depending on the request.</summary>
    public void Handle(string path, Func<RawRequest, RawAnswer> handler)
    {
        lock (_gate)
        {
            _handlers[path] = handler;
        }
    }

    /// <summary>Resets the next connections immediately, without reading.</summary>
    public void HangUp(int connections) => Interlocked.Exchange(ref _toHangUp, connections);

    /// <summary>Completes when a client has connected.</summary>
    public Task ConnectionAsync() => _connected.Task;

    /// <summary>Completes when the request with this number, from 1, was read.</summary>
    public Task<RawRequest> RequestAsync(int number)
    {
        lock (_gate)
        {
            return _requests.Count >= number ? Task.FromResult(_requests[number - 1]) : Awaited(number).Task;
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        _disposed.TrySetResult(true);
        lock (_gate)
        {
            _connections.ForEach(connection => connection.Dispose());
        }
    }

    private async Task AcceptAsync()
    {
        while (!_disposed.Task.IsCompleted)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return; // disposed
            }

            int number;
            lock (_gate)
            {
                _connections.Add(client);
                number = _connections.Count;
            }

            _connected.TrySetResult(true);
            if (Interlocked.Decrement(ref _toHangUp) >= 0)
            {
                Reset(client);
            }
            else
            {
                _ = Task.Run(() => ServeAsync(client, number));
            }
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                var connection = new RawConnection(client.GetStream());
                while (await connection.ReadHeadAsync().ConfigureAwait(false) is { } head)
                {
                    if (!await ServeAsync(client, connection, new RawRequest(head, number, _clock.Elapsed)).ConfigureAwait(false))
                    {
                        return;
                    }
                }

                _clientLeft.TrySetResult(true);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The client disconnected; the data received so far is recorded.
            }
        }
    }

    /// <summary>Returns whether the connection stays open.</summary>
    private async Task<bool> ServeAsync(TcpClient client, RawConnection connection, RawRequest request)
    {
        var answer = Queued(request.Path);
        if (answer?.ResetAfterBodyBytes is { } bytes)
        {
            await connection.ReadAsync(bytes).ConfigureAwait(false);
            Reset(client);
            return false;
        }

        request.Body = await connection.ReadAsync(request.ContentLength).ConfigureAwait(false);
        Record(request);
        answer ??= Handler(request.Path)?.Invoke(request) ?? NotFound;
        if (await Task.WhenAny(answer.Until, _disposed.Task).ConfigureAwait(false) == _disposed.Task || answer.IsHangUp)
        {
            return false;
        }

        await connection.WriteAsync(answer.ToBytes()).ConfigureAwait(false);
        if (answer.OnSilence is not null)
        {
            answer.OnSilence();
            await _disposed.Task.ConfigureAwait(false);
        }

        return !answer.Closes && (KeepsConnections || !string.Equals(request.Header("Connection"), "close", StringComparison.OrdinalIgnoreCase));
    }

    private RawAnswer? Queued(string path)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(path, out var queue) && queue.Count > 0)
            {
                _given[path] = queue.Dequeue();
            }

            return _given.TryGetValue(path, out var answer) ? answer : null;
        }
    }

    private Func<RawRequest, RawAnswer>? Handler(string path)
    {
        lock (_gate)
        {
            return _handlers.TryGetValue(path, out var handler) ? handler : null;
        }
    }

    private void Record(RawRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            Awaited(_requests.Count).TrySetResult(request);
        }
    }

    private TaskCompletionSource<RawRequest> Awaited(int number)
    {
        if (!_awaited.TryGetValue(number, out var awaited))
        {
            _awaited.Add(number, awaited = new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return awaited;
    }

    private static void Reset(TcpClient client)
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }
}
