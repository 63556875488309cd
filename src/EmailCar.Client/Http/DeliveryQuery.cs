namespace EmailCar.Http;

/// <summary>The emails that a query returns.</summary>
public sealed class DeliveryQuery
{
    /// <summary>The first day, in the service's time zone (UTC+8); only the date is used.</summary>
    public DateTime? StartDate { get; init; }

    /// <summary>The last day, in the service's time zone (UTC+8); only the date is used.</summary>
    public DateTime? EndDate { get; init; }

    /// <summary>The task id; the dates are ignored if it is set.</summary>
    public long? Id { get; init; }
}
