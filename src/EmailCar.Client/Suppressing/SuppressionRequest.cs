namespace EmailCar.Suppressing;

/// <summary>An address for a suppression list: by hand, or out of a delivery that failed.</summary>
/// <param name="Address">A valid address.</param>
/// <param name="Reason">Why; of a delivery, the service's message.</param>
public sealed record SuppressionRequest(string Address, string Reason)
{
    /// <summary>By hand: until when; null for ever.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of a delivery: its task id; null when it is by hand.</summary>
    public long? DeliveryId { get; init; }

    /// <summary>Of a delivery: when it was sent; null for now.</summary>
    public DateTimeOffset? FailedAt { get; init; }
}
