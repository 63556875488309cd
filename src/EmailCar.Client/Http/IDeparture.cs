namespace EmailCar.Http;

/// <summary>Asked and told, in this order, when a submission's request may leave, that it is about to, and that it has left.</summary>
internal interface IDeparture
{
    /// <summary>Waits until all that goes before it has left and there is room for another open answer.</summary>
    /// <param name="patience">How long to wait at most; null for as long as it takes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when the patience was not enough.</returns>
    Task<bool> WaitForTurnAsync(TimeSpan? patience, CancellationToken cancellationToken);

    /// <summary>It is about to leave, as soon as it is due: puts that on record. What this throws keeps it from leaving.</summary>
    Task AnnounceAsync(CancellationToken cancellationToken);

    /// <summary>It was announced, and has not left: takes that back.</summary>
    void Withdraw();

    /// <summary>The next thing that happens is that the body leaves. What this throws keeps it from leaving.</summary>
    void Leaving();

    /// <summary>The body has left, or the connection broke while it did.</summary>
    void Left();
}
