namespace EmailCar.Failures;

/// <summary>A Redis server that does not answer.</summary>
public sealed class RedisOutage
{
    internal RedisOutage(TimeSpan elapsed, string reason) => (Elapsed, Reason) = (elapsed, reason);

    /// <summary>For how long it has not answered.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Why, in the words of the library; without secrets.</summary>
    public string Reason { get; }
}

/// <summary>What a Redis server may forget, and an email then be sent twice.</summary>
public enum RedisRisk
{
    /// <summary>Everything, or what came after the last snapshot: it writes no append-only file.</summary>
    NoPersistence,

    /// <summary>The last second: its append-only file is not flushed at each write, or it does not tell.</summary>
    LastSecond,

    /// <summary>Journals at any time: it removes keys when its memory is full.</summary>
    Eviction,
}
