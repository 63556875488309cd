using System.Net.Sockets;
using EmailCar.Harness.Serving;
using EmailCar.Testing;

namespace EmailCar.Harness.Kills;

/// <summary>
/// Accepts every complete submission and responds after some milliseconds, so that several are outstanding.
/// A few are rejected as too early, which causes `notsent` lines and retries in the journal.
/// </summary>
internal sealed class KillService : IDisposable
{
    /// <summary>The maximum time for a response, in milliseconds.</summary>
    public const int MaxDelay = 25;

    private const int TurnedAwayOneIn = 40;

    /// <summary>The longer a response takes, the more submissions are outstanding at a kill; at 1 ms there is hardly more than one.</summary>
    private static readonly int[] Delays = [1, 4, MaxDelay];

    private readonly LoopbackServer _server;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private RunProgress _run = new();
    private int _maxDelay = MaxDelay;

    public KillService(int seed)
    {
        _random = new Random(seed);
        _server = new LoopbackServer(ServeAsync);
    }

    public Uri Endpoint => _server.Endpoint;

    public SentMailIndex SentMailIndex { get; } = new();

    /// <summary>Resets all counters. The previous run must have ended, and the server must be idle.</summary>
    public RunProgress BeginRun()
    {
        _maxDelay = Delays[Next(Delays.Length)];
        return _run = new RunProgress();
    }

    public Task QuietAsync() => _server.QuietAsync();

    public void Dispose() => _server.Dispose();

    private async Task ServeAsync(TcpClient client)
    {
        var run = _run;
        run.Connections.Increment();
        var connection = new RawConnection(client.GetStream());
        while (await Requests.ReadAsync(connection) is { } request)
        {
            if (request.Path != Requests.SendPath)
            {
                await connection.WriteAsync(Answers.Balance());
                continue;
            }

            // Accepted before the response, so that a kill in between makes no difference.
            var isTurnedAway = Next(TurnedAwayOneIn) == 0;
            var answer = isTurnedAway
                ? Answers.Status(503, "Retry-After: 1")
                : Answers.Accepted(SentMailIndex.Accept(Requests.Recipients(request)));
            run.Arrivals.Increment();
            await Task.Delay(Next(_maxDelay) + 1);
            await connection.WriteAsync(answer);
            (isTurnedAway ? run.TurnedAway : run.Answers).Increment();
            return;
        }
    }

    private int Next(int limit)
    {
        lock (_gate)
        {
            return _random.Next(limit);
        }
    }
}
