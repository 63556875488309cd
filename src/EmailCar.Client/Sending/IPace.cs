namespace EmailCar.Sending;

/// <summary>When the next request of one account may leave.</summary>
internal interface IPace
{
    /// <summary>Waits for the turn; whoever holds it lets its request leave and then disposes of it.</summary>
    Task<IPaceTurn> TakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>Lets nobody on this account leave for a while.</summary>
    void Postpone(TimeSpan delay);
}

/// <summary>The turn of one request; disposing of it passes the turn on.</summary>
internal interface IPaceTurn : IDisposable
{
    /// <summary>Notes that the request has left: the next one counts from now.</summary>
    void Departed();
}
