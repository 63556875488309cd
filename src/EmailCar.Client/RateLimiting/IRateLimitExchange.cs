namespace EmailCar.RateLimiting;

/// <summary>Exchanges departures among the processes and machines that share the rate limit of an account.</summary>
internal interface IRateLimitExchange
{
    /// <summary>The last problem of the exchange, even if it no longer exists.</summary>
    RateLimitProblem Problem { get; }

    /// <summary>
    /// Whether nothing may be sent without the lock. Otherwise, without the lock, the rate is limited only within this process.
    /// </summary>
    bool IsRequired { get; }

    /// <summary>Tries to take the lock, and reads the data of the others: the last departure, and the end of a postponement.</summary>
    /// <param name="early">How long before its departure the request needs the lock.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Null if the lock is not available, or not yet.</returns>
    Task<IRateLimitHold?> TakeAsync(TimeSpan early, CancellationToken cancellationToken);

    /// <summary>Informs the others of a postponement if no request in this process holds the lock.</summary>
    Task TellAsync();
}

/// <summary>A lock that keeps others from sending; disposing it releases it.</summary>
internal interface IRateLimitHold : IDisposable
{
    /// <summary>Whether the lock was held for too long, so that others may send.</summary>
    bool IsOver { get; }

    /// <summary>Informs the others of a postponement.</summary>
    void Tell();

    /// <summary>Informs the others of a departure.</summary>
    /// <param name="departure">The timestamp of the departure.</param>
    /// <param name="interval">The time until the next request may be sent.</param>
    void Depart(long departure, TimeSpan interval);
}
