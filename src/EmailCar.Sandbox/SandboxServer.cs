using System.Net;
using EmailCar.Sandbox.Http;
using EmailCar.Sandbox.Service;

namespace EmailCar.Sandbox;

/// <summary>
/// A stand-in for the service (docs/service.md) that listens on this machine only and sends nothing anywhere. It forgets
/// everything when it is disposed, and logs nothing.
/// </summary>
/// <remarks>
/// Mail to an address that begins with <c>bounce</c> fails, mail to one that begins with <c>slow</c> takes
/// <see cref="SandboxOptions.SlowFor"/>, all other mail is delivered at once; where opens are counted, those to an address that
/// begins with <c>open</c> are opened once. A sender that begins with <c>unregistered</c> is refused.
/// </remarks>
public sealed class SandboxServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly Outbox _outbox;
    private readonly Endpoints _endpoints;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private int _isDisposed;

    private SandboxServer(SandboxOptions options, TimeProvider clock, HttpListener listener, int port)
    {
        _options = options;
        _clock = clock;
        _listener = listener;
        _stopped = _stopping.Token;
        _outbox = new Outbox(options, clock);
        _endpoints = new Endpoints(options, _outbox, clock);
        Endpoint = new Uri($"http://127.0.0.1:{port}/v1/");
    }

    /// <summary>The base address, e.g. <c>http://127.0.0.1:50123/v1/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The login name the sandbox takes.</summary>
    public string UserName => _options.UserName;

    /// <summary>The password the sandbox takes, as it is or as its MD5 in hex (docs/service.md, ground rules).</summary>
    public string Password => _options.Password;

    /// <summary>Submissions a second; 0 when there is no limit.</summary>
    public double RequestsPerSecond => _options.RequestsPerSecond;

    /// <summary>
    /// Every POST to mail/send with a good login until now, accepted or refused, in the order of arrival: a copy, which does
    /// not grow. Still there after <see cref="Dispose"/>.
    /// </summary>
    public IReadOnlyList<SandboxSubmission> Submissions => _outbox.Submissions;

    /// <summary>
    /// How many requests to mail/lists, mail/stats and user/balance came with a good login until now, whatever was answered.
    /// Still there after <see cref="Dispose"/>.
    /// </summary>
    public long Queries => _endpoints.QueryCount;

    /// <summary>Starts a sandbox, which listens when this returns.</summary>
    /// <param name="options">How it is to behave.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the exception names it.</exception>
    /// <exception cref="IOException">The port is taken or not permitted, or no free one was found.</exception>
    public static SandboxServer Start(SandboxOptions options) => Start(options, TimeProvider.System);

    /// <summary>Stops listening and cuts off the requests under way. May be called more than once; waits for nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _stopping.Cancel();
            _listener.Abort();
            _stopping.Dispose();
        }
    }

    internal static SandboxServer Start(SandboxOptions options, TimeProvider clock)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        options.Validate();
        var (listener, port) = LoopbackListener.Start(options.Port);
        var server = new SandboxServer(options, clock, listener, port);
        _ = Task.Run(server.AcceptAsync);
        _ = Task.Run(() => WarmUp.RunAsync(port));
        return server;
    }

    private async Task AcceptAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Either the listener is closed, or a client vanished before it was accepted, which is its own affair.
                if (!_listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            // HttpListener sends the headers it has when a connection is cut off: until there is an answer, they must not say 200.
            context.Response.StatusCode = 500;
            var request = context.Request;
            var body = await RequestBody.ReadAsync(request.InputStream, _clock).ConfigureAwait(false);
            var answer = _endpoints.Answer(request.HttpMethod, request.Url!.AbsolutePath, request.ContentType, body);
            await HoldBackAsync().ConfigureAwait(false);
            await SendAsync(context.Response, answer).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The client hung up, or the server is being disposed. No request may take the others with it, whatever it throws.
            context.Response.Abort();
        }
    }

    private Task HoldBackAsync()
    {
        if (_options.Latency == TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

#if NET
        return Task.Delay(_options.Latency, _clock, _stopped);
#else
        return _clock.Delay(_options.Latency, _stopped);
#endif
    }

    private static async Task SendAsync(HttpListenerResponse response, Answer answer)
    {
        response.StatusCode = answer.StatusCode;
        response.ContentType = answer.ContentType;
        response.ContentLength64 = answer.Body.Length;
        using var body = new MemoryStream(answer.Body);
        await body.CopyToAsync(response.OutputStream).ConfigureAwait(false);
        response.Close();
    }
}
