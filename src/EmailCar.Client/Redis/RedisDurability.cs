using EmailCar.Failures;
using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>Determines which data a server may lose.</summary>
internal static class RedisDurability
{
    /// <summary>Reads the settings; if the server does not show them, its INFO is used.</summary>
    /// <exception cref="EmailCarException">Redis is unavailable.</exception>
    public static async Task<IReadOnlyList<RedisRisk>> FindAsync(RedisConnection redis, CancellationToken cancellationToken)
    {
        var appends = await SettingAsync(redis, "appendonly", cancellationToken).ConfigureAwait(false);
        var flushes = await SettingAsync(redis, "appendfsync", cancellationToken).ConfigureAwait(false);
        var memory = await SettingAsync(redis, "maxmemory", cancellationToken).ConfigureAwait(false);
        var policy = await SettingAsync(redis, "maxmemory-policy", cancellationToken).ConfigureAwait(false);
        if (appends is null)
        {
            var all = (string?)await redis.ExecuteAsync("INFO", ["persistence"], cancellationToken).ConfigureAwait(false) ?? "";
            appends = all.IndexOf("aof_enabled:1", StringComparison.Ordinal) >= 0 ? "yes" : "no";
        }

        var risks = new List<RedisRisk>();
        if (appends != "yes")
        {
            risks.Add(RedisRisk.NoPersistence);
        }
        else if (flushes != "always")
        {
            risks.Add(RedisRisk.LastSecond);
        }

        if (memory is not (null or "0") && policy != "noeviction")
        {
            risks.Add(RedisRisk.Eviction);
        }

        return risks;
    }

    /// <summary>Returns a setting, or null if the server does not show it, as with hosted servers.</summary>
    private static async Task<string?> SettingAsync(RedisConnection redis, string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = (RedisResult[])(await redis.ExecuteAsync("CONFIG", ["GET", name], cancellationToken).ConfigureAwait(false))!;
            return answer.Length == 2 ? (string?)answer[1] : null;
        }
        catch (EmailCarException e) when (e.InnerException is RedisServerException or RedisCommandException)
        {
            return null;
        }
    }
}
