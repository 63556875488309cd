using System.Net.Sockets;
using EmailCar.Harness.Serving;
using EmailCar.Testing;

namespace EmailCar.Harness.Kills;

/// <summary>The WebAPI for the kill rounds.</summary>
internal sealed class WebApiKillService : KillService
{
    private readonly LoopbackServer _server;

    public WebApiKillService(int seed)
        : base(seed) => _server = new LoopbackServer(ServeAsync);

    public override Uri Endpoint => _server.Endpoint;

    public override Task QuietAsync() => _server.QuietAsync();

    public override void Dispose() => _server.Dispose();

    private async Task ServeAsync(TcpClient client)
    {
        var run = Run;
        run.Connections.Increment();
        var connection = new RawConnection(client.GetStream());
        while (await Requests.ReadAsync(connection) is { } request)
        {
            if (request.Path != Requests.SendPath)
            {
                await connection.WriteAsync(Answers.Balance());
                continue;
            }

            // Accepted before the response is sent, so that killing the sender in between does not change it.
            var isTurnedAway = IsTurnedAway();
            var answer = isTurnedAway
                ? Answers.Status(503, "Retry-After: 1")
                : Answers.Accepted(SentMailIndex.Accept(Requests.Recipients(request)));
            run.Arrivals.Increment();
            await DelayAsync();
            await connection.WriteAsync(answer);
            (isTurnedAway ? run.TurnedAway : run.Answers).Increment();
            return;
        }
    }
}
