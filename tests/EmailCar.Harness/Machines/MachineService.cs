using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using EmailCar.Harness.Serving;
using EmailCar.Testing;

namespace EmailCar.Harness.Machines;

/// <summary>
/// Accepts complete submissions that are not too early, records the sender and when the kernel received the last byte, and responds some
/// milliseconds later. Two percent less than the interval is still accepted, as in the sandbox.
/// </summary>
internal sealed class MachineService : IDisposable
{
    private const double Tolerance = 0.02;

    private const string WarmingUp = "warming-up";

    private readonly LoopbackServer _server;
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly double _rate;
    private readonly int _maxDelay;
    private readonly List<(long Time, string Name)> _arrivals = [];
    private long? _last;
    private int _refused;

    /// <param name="rate">The permitted submissions per second; 0 for no limit.</param>
    /// <param name="maxDelay">The maximum delay of a response, in milliseconds.</param>
    /// <param name="seed">The seed of the delays.</param>
    public MachineService(double rate, int maxDelay, int seed = 1)
    {
        _rate = rate;
        _maxDelay = maxDelay;
        _random = new Random(seed);
        _server = new LoopbackServer(ServeAsync, TimestampedStream.Prepare);
        WarmUp();
    }

    public Uri Endpoint => _server.Endpoint;

    public SentMailIndex Mails { get; } = new();

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>When each accepted or rejected submission was complete, and the sender's name.</summary>
    public IReadOnlyList<(long Time, string Name)> Arrivals
    {
        get
        {
            lock (_gate)
            {
                return [.. _arrivals];
            }
        }
    }

    public Task QuietAsync() => _server.QuietAsync();

    /// <summary>Waits until this many submissions have arrived.</summary>
    public async Task ArrivedAsync(int number, Task orUntil)
    {
        while (Arrivals.Count < number && !orUntil.IsCompleted)
        {
            await Task.Delay(5);
        }
    }

    public void Dispose() => _server.Dispose();

    private async Task ServeAsync(TcpClient client)
    {
        using var stream = new TimestampedStream(client.Client);
        var connection = new RawConnection(stream);
        while (await Requests.ReadAsync(connection) is { } request)
        {
            if (request.Path != Requests.SendPath)
            {
                await connection.WriteAsync(Answers.Balance());
                continue;
            }

            if (request["fromname"] == WarmingUp)
            {
                await connection.WriteAsync(Answers.Accepted([1]));
                return;
            }

            var isEarly = IsEarly(request["fromname"], stream.Received, out var delay);
            var answer = isEarly ? Answers.Refused("发送频率过快") : Answers.Accepted(Mails.Accept(Requests.Recipients(request)));
            await Task.Delay(delay);
            await connection.WriteAsync(answer);
            return;
        }
    }

    /// <summary>Warms up the code: otherwise the first arrival would be recorded late, and the second would seem too early.</summary>
    private void WarmUp()
    {
        var body = $"fromname={WarmingUp}&to=a%40example.com";
        var request = Encoding.ASCII.GetBytes($"POST {Requests.SendPath} HTTP/1.1\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        for (var i = 0; i < 50; i++)
        {
            using var client = new TcpClient(Endpoint.Host, Endpoint.Port);
            client.GetStream().Write(request);
            while (client.GetStream().ReadByte() >= 0)
            {
            }
        }
    }

    private bool IsEarly(string name, long now, out int delay)
    {
        lock (_gate)
        {
            delay = _random.Next(_maxDelay) + 1;
            _arrivals.Add((now, name));
            if (_rate > 0 && _last is { } last && Stopwatch.GetElapsedTime(last, now).TotalSeconds < (1 - Tolerance) / _rate)
            {
                Interlocked.Increment(ref _refused);
                return true;
            }

            _last = now;
            return false;
        }
    }
}
