using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using EmailCar.Harness.Serving;
using EmailCar.Testing;

namespace EmailCar.Harness.Faults;

/// <summary>Applies the planned fault to each submission, and records the actual result.</summary>
internal sealed class FaultService : IDisposable
{
    private static readonly byte[] Submission = Encoding.ASCII.GetBytes($"POST {Requests.SendPath} ");

    private readonly LoopbackServer _server;
    private readonly ConcurrentDictionary<FaultKind, int> _hits = new();
    private volatile FaultPlan _plan;
    private int _submissions;

    public FaultService(FaultPlan plan)
    {
        _plan = plan;
        _server = new LoopbackServer(ServeAsync);
    }

    public Uri Endpoint => _server.Endpoint;

    public SentMailIndex SentMailIndex { get; } = new();

    /// <summary>The number of submissions that arrived, at least in part.</summary>
    public int Submissions => Volatile.Read(ref _submissions);

    public IReadOnlyDictionary<FaultKind, int> Hits => _hits;

    public Task QuietAsync() => _server.QuietAsync();

    /// <summary>Disables faults from now on.</summary>
    public void Recover() => _plan = FaultPlan.AllGood();

    public void Dispose() => _server.Dispose();

    private async Task ServeAsync(TcpClient client)
    {
        if (_plan.ClosesAtOnce())
        {
            NextFate();
            return;
        }

        var connection = new RawConnection(client.GetStream());
        while (await PeekAsync(client) is { Length: > 0 } beginning)
        {
            if (beginning.AsSpan().StartsWith(Submission))
            {
                await SubmitAsync(client, connection);
                return;
            }

            if (await Requests.ReadAsync(connection) is null)
            {
                return;
            }

            if (_plan.IsHung)
            {
                await ClientLeavesAsync(connection);
                return;
            }

            await connection.WriteAsync(Answers.Balance());
        }
    }

    private async Task SubmitAsync(TcpClient client, RawConnection connection)
    {
        var fate = NextFate();
        if (fate.Fault == FaultKind.ClosesBeforeReading)
        {
            return; // unread data causes a reset
        }

        if (await Requests.ReadAsync(connection) is { } request)
        {
            await AnswerAsync(client, connection, fate, Requests.Recipients(request));
        }
    }

    private Fate NextFate()
    {
        Interlocked.Increment(ref _submissions);
        var fate = _plan.Next();
        if (fate.Fault is { } fault)
        {
            _hits.AddOrUpdate(fault, 1, (_, hits) => hits + 1);
        }

        return fate;
    }

    private async Task AnswerAsync(TcpClient client, RawConnection connection, Fate fate, string[] recipients)
    {
        var answer = FaultAnswers.Of(fate, recipients, SentMailIndex);
        switch (fate.Fault)
        {
            case FaultKind.ClosesAfterReading:
                // Half of the connections are closed normally, and half with a reset.
                client.LingerState = new LingerOption(fate.Form(2) == 0, 0);
                return;
            case FaultKind.Never:
                await ClientLeavesAsync(connection);
                return;
            case FaultKind.Late:
                await Task.Delay(TimeSpan.FromSeconds(FaultRun.ShortTimeoutSec + 0.3 + (fate.Shade / 2)));
                break;
        }

        await connection.WriteAsync(answer);
        if (fate is { Fault: null, IsAccepted: true })
        {
            SentMailIndex.AnsweredWell(recipients);
        }
    }

    /// <summary>Returns the beginning of the data, which remains unread; empty if the client has disconnected.</summary>
    private static async Task<byte[]> PeekAsync(TcpClient client)
    {
        var beginning = new byte[Submission.Length];
        var length = await client.Client.ReceiveAsync(beginning, SocketFlags.Peek);
        return beginning[..length];
    }

    private static async Task ClientLeavesAsync(RawConnection connection) => await connection.ReadAsync(int.MaxValue);
}
