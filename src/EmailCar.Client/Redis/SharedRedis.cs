using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.RateLimiting;
using EmailCar.Settings;

namespace EmailCar.Redis;

/// <summary>What a client shares with other machines through Redis. Connects only when needed.</summary>
internal sealed class SharedRedis : IDisposable
{
    private readonly RedisConnection _connection;

    /// <param name="account">The account.</param>
    /// <param name="settings">The settings, including those for Redis.</param>
    public SharedRedis(Account account, ClientSettings settings)
    {
        _connection = new RedisConnection(settings.Redis!, settings.Timeout, settings.Time);
        RateLimiter = settings.RequestsPerSecond > 0
            ? AccountRateLimiter.Over(settings.Endpoint, account.UserName, settings.RequestsPerSecond, settings.Time, (state, interval) =>
                new RedisRateLimit(_connection, RateLimitLockFile.Name(settings.Endpoint, account.UserName), state, interval))
            : null;
    }

    /// <summary>The rate limit; null if there is none.</summary>
    public IRateLimiter? RateLimiter { get; }

    /// <inheritdoc cref="EmailCarClient.RedisOutage"/>
    public RedisOutage? Outage => _connection.Outage is { } outage ? new RedisOutage(outage.Elapsed, outage.Reason) : null;

    /// <inheritdoc cref="EmailCarClient.GetRedisRisksAsync"/>
    public Task<IReadOnlyList<RedisRisk>> GetRisksAsync(CancellationToken cancellationToken) => RedisDurability.FindAsync(_connection, cancellationToken);

    /// <inheritdoc cref="RedisConnection.BeginCommand"/>
    public void BeginCommand() => _connection.BeginCommand();

    /// <summary>Gets the place of a journal.</summary>
    public IJournalStore JournalAt(string path) => new RedisJournalStore(_connection, path);

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _connection.Dispose();
}
