namespace EmailCar.Http;

/// <summary>Adds to rows the values that the service does not return in each row.</summary>
internal static class DeliveryRows
{
    /// <summary>Returns a copy of the row with another id and recipient.</summary>
    public static Delivery Copy(Delivery row, long? id, string? to) => new(
        id,
        to,
        row.Subject,
        row.From,
        row.FromName,
        row.ReplyTo,
        row.SentAt,
        row.Status,
        row.OpenCount,
        row.OpenIp,
        row.Detail,
        row.FailureMessage);
}
