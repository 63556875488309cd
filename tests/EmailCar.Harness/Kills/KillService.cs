using System.Net.Sockets;
using EmailCar.Harness.Serving;
using EmailCar.Testing;

namespace EmailCar.Harness.Kills;

/// <summary>
/// Accepts every submission that arrives whole, and answers it some milliseconds later, so that several are in
/// flight. A few are turned away as too early, which puts `notsent` lines and second tries into the journal.
/// </summary>
internal sealed class KillService : IDisposable
{
    /// <summary>Milliseconds that an answer takes at most.</summary>
    public const int MaxDelay = 25;

    private const int TurnedAwayOneIn = 40;

    /// <summary>The longer an answer takes, the more submissions are open at a death; at 1 ms there is hardly more than one.</summary>
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

    /// <summary>Counts from nothing again. The run before must be over and the server quiet.</summary>
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

            // Accepted before it is answered: the sender's death in between changes nothing about it.
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
