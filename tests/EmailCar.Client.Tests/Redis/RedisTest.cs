using EmailCar.Client.Tests.Support;
using EmailCar.Redis;
using EmailCar.Settings;
using EmailCar.Testing;
using StackExchange.Redis;

namespace EmailCar.Client.Tests.Redis;

/// <summary>A real Redis server for the tests of one class. Without redis-server, it is missing, and the tests are skipped.</summary>
public sealed class RedisFixture : IDisposable
{
    internal RedisServer? Server { get; } = RedisServer.Missing is null ? new RedisServer("--appendonly no") : null;

    public void Dispose() => Server?.Dispose();
}

/// <summary>A connection to the server, and a raw one to inspect its data.</summary>
public abstract class RedisTest : IDisposable
{
    private readonly List<IDisposable> _toDispose = [];

    protected RedisTest(RedisFixture fixture)
    {
        Name = Guid.NewGuid().ToString("N");
        Server = fixture.Server!;
        if (Server is not null)
        {
            // With the clock of a test, no run renews its lease, so the test decides when a run dies.
            Connection = Add(new RedisConnection(new RedisSettings(Server.Address), TimeSpan.FromSeconds(20), new TestClock()));
            Raw = Add(new RespClient(Server.Port));
        }
    }

    /// <summary>A name that no other test uses.</summary>
    protected string Name { get; }

    internal RedisServer Server { get; } = null!;

    internal RedisConnection Connection { get; } = null!;

    internal RespClient Raw { get; } = null!;

    public void Dispose()
    {
        _toDispose.ForEach(one => one.Dispose());
        GC.SuppressFinalize(this);
    }

    internal T Add<T>(T disposable)
        where T : IDisposable
    {
        _toDispose.Add(disposable);
        return disposable;
    }

    internal Task<RedisResult> Run(RedisScript script, RedisKey[] keys, params RedisValue[] values) =>
        Connection.EvaluateAsync(script, keys, values, CancellationToken.None).Soon();
}
