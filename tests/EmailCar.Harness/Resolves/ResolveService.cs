using System.Net.Sockets;
using EmailCar.Harness.Kills;
using EmailCar.Harness.Serving;
using EmailCar.Testing;

namespace EmailCar.Harness.Resolves;

/// <summary>
/// Accepts submissions and lists them. Rejects some of them, and closes some connections without a response, with or without accepting
/// the submission, so that not every unknown email has arrived.
/// </summary>
internal sealed class ResolveService : IDisposable
{
    private const int TurnedAwayOneIn = 200;
    private const int LostOneIn = 30;

    private readonly LoopbackServer _server;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly Variation _variation;
    private readonly ListedMails _listed;
    private RunProgress _run = new();

    public ResolveService(Variation variation, int seed)
    {
        _variation = variation;
        _listed = new ListedMails(variation);
        _random = new Random(seed);
        _server = new LoopbackServer(ServeAsync);
    }

    public Uri Endpoint => _server.Endpoint;

    public SentMailIndex SentMailIndex { get; } = new();

    /// <summary>True to respond correctly to each submission.</summary>
    public bool IsCalm { get; set; }

    public RunProgress BeginRun() => _run = new RunProgress();

    public Task QuietAsync() => _server.QuietAsync();

    public void Dispose() => _server.Dispose();

    private async Task ServeAsync(TcpClient client)
    {
        var run = _run;
        run.Connections.Increment();
        var connection = new RawConnection(client.GetStream());
        while (await Requests.ReadAsync(connection) is { } request)
        {
            if (request.Path == Requests.SendPath)
            {
                await SubmitAsync(connection, request, run);
                return;
            }

            await connection.WriteAsync(request.Path == Requests.ListsPath ? _listed.Page(request) : Answers.Balance());
            if (request.Path == Requests.ListsPath)
            {
                return;
            }
        }
    }

    private async Task SubmitAsync(RawConnection connection, RawRequest request, RunProgress run)
    {
        run.Arrivals.Increment();
        if (!IsCalm && Next(TurnedAwayOneIn) == 0)
        {
            await connection.WriteAsync(Answers.Status(503, "Retry-After: 1"));
            run.TurnedAway.Increment();
            return;
        }

        var fate = IsCalm ? LostOneIn : Next(LostOneIn);
        if (fate == 0)
        {
            return; // lost, and not accepted
        }

        var ids = SentMailIndex.Accept(Requests.Recipients(request), isOneId: _variation == Variation.SharedIds);
        _listed.Add(request, ids);
        await Task.Delay(Next(KillService.MaxDelay) + 1);
        if (fate != 1)
        {
            await connection.WriteAsync(Answers.Accepted(_variation == Variation.SharedIds ? ids.Take(1) : ids));
            run.Answers.Increment();
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
