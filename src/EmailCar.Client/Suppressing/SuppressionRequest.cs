namespace EmailCar.Suppressing;

/// <summary>An address to add to a suppression list, by hand or because of a failed delivery.</summary>
/// <param name="Address">A valid address.</param>
/// <param name="Reason">The reason; for a delivery, the service's message.</param>
public sealed record SuppressionRequest(string Address, string Reason)
{
    /// <summary>For an address added by hand, the end of the suppression; null if it does not end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>For a delivery, its task id; null for an address added by hand.</summary>
    public long? DeliveryId { get; init; }

    /// <summary>For a delivery, the time when it was sent; null for the current time.</summary>
    public DateTimeOffset? FailedAt { get; init; }
}
