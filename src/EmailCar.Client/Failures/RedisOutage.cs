namespace EmailCar.Failures;

/// <summary>A Redis server that is not available.</summary>
public sealed class RedisOutage
{
    internal RedisOutage(TimeSpan elapsed, string reason) => (Elapsed, Reason) = (elapsed, reason);

    /// <summary>How long it has not been available.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The reason, as a message of the library without secrets.</summary>
    public string Reason { get; }
}

/// <summary>The data that a Redis server may lose, so that an email is sent twice.</summary>
public enum RedisRisk
{
    /// <summary>Everything, or the data after the last snapshot, because there is no append-only file.</summary>
    NoPersistence,

    /// <summary>The last second, because the append-only file is not flushed at each write, or the setting is not shown.</summary>
    LastSecond,

    /// <summary>Journals at any time, because the server removes keys when its memory is full.</summary>
    Eviction,
}
