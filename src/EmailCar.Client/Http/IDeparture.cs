namespace EmailCar.Http;

/// <summary>Receives the steps of sending a submission, in this order: may it be sent, it is about to be sent, it was sent.</summary>
internal interface IDeparture
{
    /// <summary>Waits until all earlier submissions were sent and another response may be outstanding.</summary>
    /// <param name="patience">The maximum wait; null for no limit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False if the maximum wait was exceeded.</returns>
    Task<bool> WaitForEarlierAsync(TimeSpan? patience, CancellationToken cancellationToken);

    /// <summary>Records that the submission will be sent as soon as it is due. An exception prevents it from being sent.</summary>
    Task AnnounceAsync(CancellationToken cancellationToken);

    /// <summary>Revokes the record of a submission that was announced but not sent.</summary>
    void Withdraw();

    /// <summary>Receives that the body is sent next. An exception prevents it from being sent.</summary>
    void Leaving();

    /// <summary>Receives that the body was sent, or that the connection was lost while sending.</summary>
    void Left();
}
