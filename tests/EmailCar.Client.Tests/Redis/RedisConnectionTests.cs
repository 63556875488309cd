using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Redis;
using EmailCar.Settings;
using StackExchange.Redis;

namespace EmailCar.Client.Tests.Redis;

/// <summary>What happens while a Redis server is not available.</summary>
public sealed class RedisConnectionTests
{
    private readonly TestClock _clock = new() { SkipsWaits = true };
    private readonly Server _server = new();

    [Fact]
    public async Task The_command_waits_for_a_server_that_comes_back()
    {
        _server.Failures = 5;
        using var redis = Connect(TimeSpan.FromSeconds(60));
        Assert.Equal("7", (string?)await Ask(redis).Soon());
        Assert.Null(redis.Outage);
        Assert.Equal(5, _clock.Waits.Count);
    }

    [Fact]
    public async Task A_server_that_stays_unavailable_ends_the_run_after_the_timeout()
    {
        _server.Failures = int.MaxValue;
        using var redis = Connect(TimeSpan.FromSeconds(10));
        var e = await Assert.ThrowsAsync<EmailCarException>(() => Ask(redis).Soon());
        Assert.Equal(FailureKind.RedisUnavailable, e.Kind);
        Assert.False(e.MayHaveArrived);
        Assert.InRange(redis.Outage!.Value.Elapsed, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task The_next_command_has_the_full_waiting_time_again()
    {
        _server.Failures = int.MaxValue;
        using var redis = Connect(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<EmailCarException>(() => Ask(redis).Soon());
        _server.Failures = _server.Calls + 3;
        redis.BeginCommand();
        Assert.Equal("7", (string?)await Ask(redis).Soon());
    }

    [Fact]
    public async Task A_request_that_the_server_rejects_is_not_repeated()
    {
        _server.Failures = int.MaxValue;
        _server.Failure = () => new RedisServerException("NOPERM no permission");
        using var redis = Connect(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<EmailCarException>(() => Ask(redis).Soon());
        Assert.Equal(1, _server.Calls);
    }

    [Fact]
    public async Task The_command_waits_for_a_server_that_loads_its_file()
    {
        _server.Failures = 2;
        _server.Failure = () => new RedisServerException("LOADING Redis is loading the dataset in memory");
        using var redis = Connect(TimeSpan.FromSeconds(10));
        Assert.Equal("7", (string?)await Ask(redis).Soon());
    }

    [Fact]
    public async Task No_error_contains_the_password()
    {
        _server.Failures = int.MaxValue;
        _server.Failure = () => new RedisServerException("ERR wrong arguments for s3cret-word");
        using var redis = Connect(TimeSpan.FromSeconds(10));
        var e = await Assert.ThrowsAsync<EmailCarException>(() => Ask(redis).Soon());
        Assert.DoesNotContain("s3cret-word", e.ToString(), StringComparison.Ordinal);
        Assert.Contains("***", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_login_is_not_repeated()
    {
        _server.Failures = int.MaxValue;
        _server.Failure = () => new RedisConnectionException(
            ConnectionFailureType.UnableToConnect, "no connection", new RedisConnectionException(ConnectionFailureType.AuthenticationFailure, "WRONGPASS"));
        using var redis = Connect(TimeSpan.FromSeconds(10));
        var e = await Assert.ThrowsAsync<EmailCarException>(() => Ask(redis).Soon());
        Assert.Equal(FailureKind.RedisUnavailable, e.Kind);
        Assert.Equal(1, _server.Calls);
    }

    [RedisFact]
    public async Task A_wrong_password_is_an_error_and_not_shown()
    {
        using var server = new Testing.RedisServer("--requirepass right --appendonly no");
        using var redis = new RedisConnection(new RedisSettings(server.Address + ",password=wr0ng-word"), TimeSpan.FromSeconds(10), TimeProvider.System);
        var e = await Assert.ThrowsAsync<EmailCarException>(() => redis.ExecuteAsync("PING", [], CancellationToken.None).Soon());
        Assert.Equal(FailureKind.RedisUnavailable, e.Kind);
        Assert.DoesNotContain("wr0ng-word", e.ToString(), StringComparison.Ordinal);
    }

    private static Task<RedisResult> Ask(RedisConnection redis) => redis.EvaluateAsync(RedisScript.Renew, [], [], CancellationToken.None);

    private RedisConnection Connect(TimeSpan patience) =>
        new(new RedisSettings("h:1,password=s3cret-word"), patience, _clock, () => Task.FromResult<IScriptServer>(_server));

    private sealed class Server : IScriptServer
    {
        public int Failures { get; set; }

        public int Calls { get; private set; }

        public Func<Exception> Failure { get; set; } = () => new RedisConnectionException(ConnectionFailureType.SocketClosed, "gone");

        public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values) =>
            ++Calls <= Failures ? Task.FromException<RedisResult>(Failure()) : Task.FromResult(RedisResult.Create((RedisValue)7));

        public Task<RedisResult> ExecuteAsync(string command, object[] arguments) => EvaluateAsync(RedisScript.Renew, [], []);

        public void Dispose()
        {
        }
    }
}
