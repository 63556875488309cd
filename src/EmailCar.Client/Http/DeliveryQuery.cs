namespace EmailCar.Http;

/// <summary>Which mails a query is about.</summary>
public sealed class DeliveryQuery
{
    /// <summary>First day, by its date alone, in the service's time zone (UTC+8).</summary>
    public DateTime? StartDate { get; init; }

    /// <summary>Last day, by its date alone, in the service's time zone (UTC+8).</summary>
    public DateTime? EndDate { get; init; }

    /// <summary>Task id; the days are ignored then.</summary>
    public long? Id { get; init; }
}
