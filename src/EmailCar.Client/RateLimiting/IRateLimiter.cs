namespace EmailCar.RateLimiting;

/// <summary>When the next request of one account may leave.</summary>
internal interface IRateLimiter
{
    /// <summary>What prevents the rate limit from being kept across processes.</summary>
    RateLimitProblem Problem { get; }

    /// <summary>
    /// True while other processes send on the account: the lease is then to be acquired before connecting, since a connection that
    /// was opened ahead would often wait in vain.
    /// </summary>
    bool IsContended { get; }

    /// <summary>
    /// Takes a place in the line of this process's requests and waits until its departure is near, which is the time to connect.
    /// Nothing is locked meanwhile: others may leave.
    /// </summary>
    /// <param name="early">How long before the departure to return.</param>
    /// <param name="isNext">True for a request that all the others of its run wait for: it takes the first place.</param>
    /// <param name="cancellationToken">Gives the place up.</param>
    Task<IRateLimitLease> ApproachAsync(TimeSpan early, bool isNext, CancellationToken cancellationToken);

    /// <summary>Lets nobody on this account leave for a while.</summary>
    void Postpone(TimeSpan delay);
}

/// <summary>The right of one request to leave; disposing of it passes the right on.</summary>
internal interface IRateLimitLease : IDisposable
{
    /// <summary>Locks others out. From here on the time of departure is known, and it is near.</summary>
    /// <param name="isConnected">True when a connection is open, which would not last through a long wait.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when the departure has moved too far away for an open connection: nothing is locked then.</returns>
    Task<bool> AcquireAsync(bool isConnected, CancellationToken cancellationToken);

    /// <summary>Waits until the request may leave.</summary>
    /// <returns>
    /// False when the service has asked for a longer wait meanwhile: an open connection would not last. The lease is then to be
    /// disposed of, and another approached.
    /// </returns>
    Task<bool> WaitUntilDueAsync(CancellationToken cancellationToken);

    /// <summary>Notes that the request has left: the next one counts from now.</summary>
    void Departed();
}

/// <summary>What prevents the rate limit from being kept across processes.</summary>
public enum RateLimitProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The folder is gone, or its file can't be read and written: the rate is limited within this process only.</summary>
    FolderUnusable,

    /// <summary>Another process held the lock for more than ten intervals and was not waited for any longer.</summary>
    HolderStalls,
}
