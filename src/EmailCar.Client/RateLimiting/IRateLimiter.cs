namespace EmailCar.RateLimiting;

/// <summary>When the next request of one account may leave.</summary>
internal interface IRateLimiter
{
    /// <summary>What keeps the pace from being kept as it should be.</summary>
    RateLimitProblem Problem { get; }

    /// <summary>
    /// Waits for the turn until little of the wait is left: time to connect in. Whoever holds it waits until it is due,
    /// lets its request leave and then disposes of it.
    /// </summary>
    Task<IRateLimitLease> AcquireEarlyAsync(CancellationToken cancellationToken);

    /// <summary>Lets nobody on this account leave for a while.</summary>
    void Postpone(TimeSpan delay);
}

/// <summary>The turn of one request; disposing of it passes the turn on.</summary>
internal interface IRateLimitLease : IDisposable
{
    /// <summary>Waits until the request may leave.</summary>
    /// <returns>
    /// False when the service has asked for a longer wait meanwhile: an open connection would not last. The turn is then to be
    /// given back, and another approached.
    /// </returns>
    Task<bool> WaitUntilDueAsync(CancellationToken cancellationToken);

    /// <summary>Notes that the request has left: the next one counts from now.</summary>
    void Departed();
}

/// <summary>What keeps the pace from being kept across processes.</summary>
public enum RateLimitProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The folder for the pace can't be written: it is kept within this process alone.</summary>
    FolderUnusable,

    /// <summary>Another process held the turn for more than ten intervals and was not waited for any longer.</summary>
    HolderStalls,
}
