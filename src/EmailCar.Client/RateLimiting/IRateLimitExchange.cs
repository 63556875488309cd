namespace EmailCar.RateLimiting;

/// <summary>How those who share the rate limit of an account learn of each other's departures.</summary>
internal interface IRateLimitExchange
{
    /// <summary>What prevents the exchange; the last problem, also when it has passed.</summary>
    RateLimitProblem Problem { get; }

    /// <summary>True when nothing may leave without a hold; false when the rate is then limited within this process only.</summary>
    bool IsRequired { get; }

    /// <summary>Tries to lock the others out, and takes over what they have told: when a request last left, and until when none may.</summary>
    /// <param name="early">How long before its departure the request needs the hold.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null when there is no hold to be had, or not yet.</returns>
    Task<IRateLimitHold?> TakeAsync(TimeSpan early, CancellationToken cancellationToken);

    /// <summary>Tells the others until when the service asked to wait, where nobody here has a hold to do it by.</summary>
    Task TellAsync();
}

/// <summary>What keeps others from leaving; disposing of it frees them.</summary>
internal interface IRateLimitHold : IDisposable
{
    /// <summary>True when others may leave by now, since it was held for too long.</summary>
    bool IsOver { get; }

    /// <summary>Tells the others until when the service asked to wait.</summary>
    void Tell();

    /// <summary>Tells the others that a request has left.</summary>
    /// <param name="departure">The timestamp.</param>
    /// <param name="interval">How long after it the next one may leave.</param>
    void Depart(long departure, TimeSpan interval);
}
