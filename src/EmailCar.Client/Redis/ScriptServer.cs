using EmailCar.Failures;
using EmailCar.Settings;
using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>A Redis server, used with StackExchange.Redis, which reconnects automatically.</summary>
internal sealed class ScriptServer : IScriptServer
{
    private const int ReconnectMilliseconds = 500;
    private const int MostConnectMilliseconds = 5000;

    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;

    private ScriptServer(ConnectionMultiplexer connection) => (_connection, _database) = (connection, connection.GetDatabase());

    /// <summary>Connects. An unavailable server is not an error yet, because the connection is opened later.</summary>
    /// <exception cref="EmailCarException">RedisUnavailable: the text is not a valid configuration.</exception>
    public static async Task<ScriptServer> ConnectAsync(RedisSettings settings, TimeSpan patience) =>
        new(await ConnectionMultiplexer.ConnectAsync(Options(settings, patience)).ConfigureAwait(false));

    public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values) =>
        _database.ScriptEvaluateAsync(script.Text, keys, values);

    public Task<RedisResult> ExecuteAsync(string command, object[] arguments) => _database.ExecuteAsync(command, arguments);

    public void Dispose() => _connection.Dispose();

    /// <summary>Returns the options. The user sets the client name, TLS and the timeouts of requests in the text; the module sets how it connects.</summary>
    private static ConfigurationOptions Options(RedisSettings settings, TimeSpan patience)
    {
        try
        {
            var options = ConfigurationOptions.Parse(settings.Text);
            options.AbortOnConnectFail = false;
            options.AllowAdmin = false;
            options.BacklogPolicy = BacklogPolicy.FailFast; // nothing may be sent later than its caller expects
            options.ConnectRetry = 1; // a wrong password is reported sooner, and a server that is not available is waited for anyway
            options.ConnectTimeout = (int)Math.Min(patience.TotalMilliseconds, MostConnectMilliseconds);
            options.ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds);
            options.IncludeDetailInExceptions = false;
            options.ClientName ??= "EmailCar";
            return options;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // The message may quote a part of a password.
            throw new EmailCarException(FailureKind.RedisUnavailable, "The value of -Redis has an option that StackExchange.Redis does not know.");
        }
    }
}
