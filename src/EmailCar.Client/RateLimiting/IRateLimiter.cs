namespace EmailCar.RateLimiting;

/// <summary>Decides when the next request of an account may be sent.</summary>
internal interface IRateLimiter
{
    /// <summary>The problem that prevents the rate limit from being shared across processes.</summary>
    RateLimitProblem Problem { get; }

    /// <summary>
    /// True while other processes send with the account. The lease must then be acquired before connecting, because a connection that
    /// was opened ahead would often wait too long.
    /// </summary>
    bool IsContended { get; }

    /// <summary>
    /// Queues a request of this process and waits until shortly before its departure, which is the time to connect.
    /// Nothing is locked while it waits, so other requests can depart.
    /// </summary>
    /// <param name="early">How long before the departure to return.</param>
    /// <param name="isNext">True for a request that all other requests of its run wait for; it is queued first.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    Task<IRateLimitLease> ApproachAsync(TimeSpan early, bool isNext, CancellationToken cancellationToken);

    /// <summary>Postpones all requests of this account.</summary>
    void Postpone(TimeSpan delay);
}

/// <summary>The right of one request to depart; disposing it passes the right on.</summary>
internal interface IRateLimitLease : IDisposable
{
    /// <summary>Takes the lock. From then on, the departure time is fixed and near.</summary>
    /// <param name="isConnected">True if a connection is open, which would not survive a long wait.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False if the departure was postponed too far for an open connection; nothing is locked then.</returns>
    Task<bool> AcquireAsync(bool isConnected, CancellationToken cancellationToken);

    /// <summary>Waits until the request may depart.</summary>
    /// <returns>
    /// False if the service asked for a longer wait in the meantime, which an open connection would not survive. The lease must then be
    /// disposed, and a new one requested.
    /// </returns>
    Task<bool> WaitUntilDueAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether other processes may send by now, so that this request must not be sent. Check this immediately before the body is sent.
    /// </summary>
    bool IsOver { get; }

    /// <summary>Records that the request was sent: the interval before the next one begins now.</summary>
    void Departed();
}

/// <summary>The problem that prevents the rate limit from being shared across processes.</summary>
public enum RateLimitProblem
{
    /// <summary>There is no problem.</summary>
    None,

    /// <summary>The folder does not exist, or its file cannot be read or written, so the rate is limited only within this process.</summary>
    FolderUnusable,

    /// <summary>Another process held the lock for more than ten intervals, so this process continued without it.</summary>
    HolderStalls,
}
