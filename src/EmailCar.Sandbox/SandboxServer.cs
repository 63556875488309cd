using EmailCar.Sandbox.Http;
using EmailCar.Sandbox.Inbox;
using EmailCar.Sandbox.Listening;
using EmailCar.Sandbox.Service;
using EmailCar.Sandbox.Smtp;

namespace EmailCar.Sandbox;

/// <summary>
/// A stand-in for the service (docs/service.md) that listens on this machine only and never sends an email. It deletes
/// everything when it is disposed, and logs nothing. Its inbox shows what it received.
/// </summary>
/// <remarks>
/// Email to an address that begins with <c>bounce</c> fails, and email to one that begins with <c>slow</c> takes
/// <see cref="SandboxOptions.SlowFor"/>; all other email is delivered at once. If opens are counted, email to an address that
/// begins with <c>open</c> is opened once. A sender that begins with <c>unregistered</c> is rejected.
/// </remarks>
public sealed class SandboxServer : IDisposable
{
    private readonly LoopbackListener _listener;
    private readonly SmtpDoor _smtp;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly Outbox _outbox;
    private readonly Endpoints _endpoints;
    private readonly InboxEndpoints _inbox;
    private readonly BrowserRules _rules;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private double _requestsPerSecond;
    private long _latencyTicks;
    private int _isDisposed;

    private SandboxServer(SandboxOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _stopped = _stopping.Token;
        _requestsPerSecond = options.RequestsPerSecond;
        _latencyTicks = options.Latency.Ticks;
        _outbox = new Outbox(options, clock);
        _endpoints = new Endpoints(options, _outbox, clock);
        _inbox = new InboxEndpoints(_outbox, clock, _stopped);
        _listener = LoopbackListener.Open(options.Port, stream => new HttpConnection(stream, clock, AnswerAsync).ServeAsync());
        _rules = new BrowserRules(_listener.Port);
        _smtp = OpenSmtp();
        Inbox = new Uri($"http://127.0.0.1:{_listener.Port}/");
        Endpoint = new Uri(Inbox, "v1/");
    }

    /// <summary>The base address, e.g. <c>http://127.0.0.1:50123/v1/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The address of the page that shows what was received.</summary>
    public Uri Inbox { get; }

    /// <summary>The port of 127.0.0.1 that accepts emails by SMTP, with AUTH PLAIN or LOGIN, and optional STARTTLS.</summary>
    public int SmtpPort => _smtp.Port;

    /// <summary>The user name that the sandbox accepts.</summary>
    public string UserName => _options.UserName;

    /// <summary>The password that the sandbox accepts, as plain text or, except over SMTP, as its MD5 in hexadecimal (docs/service.md, ground rules).</summary>
    public string Password => _options.Password;

    /// <summary>Submissions per second; 0 for no limit. The range is that of <see cref="SandboxOptions.RequestsPerSecond"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double RequestsPerSecond
    {
        get => Volatile.Read(ref _requestsPerSecond);
        set
        {
            SandboxOptions.ValidateRate(value);
            _outbox.Rate = new SubmissionRate(value, _clock);
            Volatile.Write(ref _requestsPerSecond, value);
        }
    }

    /// <summary>The delay of responses. The range is that of <see cref="SandboxOptions.Latency"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan Latency
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _latencyTicks));
        set
        {
            SandboxOptions.ValidateLatency(value);
            Interlocked.Exchange(ref _latencyTicks, value.Ticks);
        }
    }

    /// <summary>The remaining email points (docs/service.md, user/balance).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Points
    {
        get => _outbox.Points;
        set
        {
            SandboxOptions.ValidatePoints(value);
            _outbox.Points = value;
        }
    }

    /// <summary>Which submissions have a fault. Setting it starts again, as if no submission had been received.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The percentage or a fault is out of range.</exception>
    public SandboxFaults Faults
    {
        get => _outbox.Faults.Faults;
        set
        {
            _ = value ?? throw new ArgumentNullException(nameof(value));
            value.Validate(nameof(Faults));
            _outbox.Faults = new FaultPlan(value);
        }
    }

    /// <summary>
    /// All POST requests to mail/send with a valid login and all complete messages over SMTP, accepted or rejected, in the order of
    /// arrival. The list is a copy. Still available after <see cref="Dispose"/>.
    /// </summary>
    public IReadOnlyList<SandboxSubmission> Submissions => _outbox.Submissions;

    /// <summary>
    /// The emails in the inbox, oldest first: every accepted email, and those whose submission had a fault. The list is a copy.
    /// Still available after <see cref="Dispose"/>.
    /// </summary>
    public IReadOnlyList<ReceivedMail> Mails => _outbox.Store.All;

    /// <summary>Completes at the next change of <see cref="Mails"/>. Read it before <see cref="Mails"/>, so that no change is missed.</summary>
    public Task NextChange => _outbox.Store.NextChange;

    /// <summary>
    /// The number of requests to mail/lists, mail/stats and user/balance with a valid login, whatever the response was.
    /// Still available after <see cref="Dispose"/>.
    /// </summary>
    public long Queries => _endpoints.QueryCount;

    /// <summary>Starts a sandbox, which is listening when this method returns.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the exception names it.</exception>
    /// <exception cref="PortUnavailableException">A port is in use or not permitted, or there is no free port.</exception>
    public static SandboxServer Start(SandboxOptions options) => Start(options, TimeProvider.System);

    /// <summary>Returns the current status of an email.</summary>
    /// <param name="mail">One of <see cref="Mails"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="mail"/> is null.</exception>
    public MailStatus StatusOf(ReceivedMail mail) => (mail ?? throw new ArgumentNullException(nameof(mail))).StatusAt(_clock.GetUtcNow());

    /// <summary>
    /// Deletes what was submitted: emails, deliveries, and which submissions came before. Settings, the remaining points and
    /// the emails of earlier days are kept.
    /// </summary>
    public void Clear() => _outbox.Clear();

    /// <summary>Stops listening and cancels the requests in progress, without waiting. Can be called more than once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _stopping.Cancel();
            _listener.Dispose();
            _smtp.Dispose();
            _stopping.Dispose();
        }
    }

    internal MailStore Store => _outbox.Store;

    internal static SandboxServer Start(SandboxOptions options, TimeProvider clock)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        options.Validate();
        var server = new SandboxServer(options, clock);
        server._listener.Start();
        server._smtp.Start();
        _ = Task.Run(() => WarmUp.RunAsync(server._listener.Port));
        return server;
    }

    private async Task<Answer> AnswerAsync(RequestHead head, RequestBody body)
    {
        if (_rules.Refusal(head) is { } refusal)
        {
            return Answer.Plain(403, refusal);
        }

        if (!head.Path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            return await _inbox.AnswerAsync(head, body).ConfigureAwait(false);
        }

        Answer answer;
        try
        {
            answer = _endpoints.Answer(head.Method, head.Path, head["Content-Type"], body);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The mail folder cannot be written to. Nothing was accepted, and the response explains the problem.
            return Answer.Plain(500, e.Message);
        }

        await HoldBackAsync().ConfigureAwait(false);
        return answer;
    }

    private Task HoldBackAsync() => Latency > TimeSpan.Zero ? _clock.WaitAsync(Latency, _stopped) : Task.CompletedTask;

    private SmtpDoor OpenSmtp()
    {
        try
        {
            return new SmtpDoor(_options, _outbox, _clock, HoldBackAsync);
        }
        catch (PortUnavailableException)
        {
            _listener.Dispose();
            throw;
        }
    }
}
