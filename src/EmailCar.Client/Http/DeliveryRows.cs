namespace EmailCar.Http;

/// <summary>Rows that differ from one another by what the service does not put into each.</summary>
internal static class DeliveryRows
{
    /// <summary>The row with another id and recipient.</summary>
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
