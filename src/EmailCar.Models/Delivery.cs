namespace EmailCar;

/// <summary>The delivery of one email: a row of mail/lists (docs/service.md, mail/lists). Deliveries with the same values are equal.</summary>
public sealed class Delivery : IEquatable<Delivery>
{
    /// <summary>Creates a delivery from its values.</summary>
    public Delivery(
        long? id,
        string? to,
        string subject,
        string from,
        string fromName,
        string replyTo,
        DateTimeOffset? sentAt,
        DeliveryStatus status,
        long openCount,
        string openIp,
        string detail,
        string failureMessage)
    {
        Id = id;
        To = to;
        Subject = subject;
        From = from;
        FromName = fromName;
        ReplyTo = replyTo;
        SentAt = sentAt;
        Status = status;
        OpenCount = openCount;
        OpenIp = openIp;
        Detail = detail;
        FailureMessage = failureMessage;
    }

    /// <summary>The task id, 64 bits; null if the row has none.</summary>
    public long? Id { get; }

    /// <summary>The recipient, if the input of the query contains it; the service does not return it.</summary>
    public string? To { get; }

    /// <summary>The subject as it was sent.</summary>
    public string Subject { get; }

    /// <summary>The sender address.</summary>
    public string From { get; }

    /// <summary>The sender's display name.</summary>
    public string FromName { get; }

    /// <summary>The address for replies.</summary>
    public string ReplyTo { get; }

    /// <summary>When the service sent the email. The service returns no offset; UTC+8 is assumed. Null if it cannot be read.</summary>
    public DateTimeOffset? SentAt { get; }

    /// <summary>The delivery status.</summary>
    public DeliveryStatus Status { get; }

    /// <summary>How often the email was opened, if opens are tracked.</summary>
    public long OpenCount { get; }

    /// <summary>The IP address of the reader; empty if not known.</summary>
    public string OpenIp { get; }

    /// <summary>The guest_agent value of the service: details of the sending, or the user agent of the reader.</summary>
    public string Detail { get; }

    /// <summary>Why the delivery failed; empty if it did not fail.</summary>
    public string FailureMessage { get; }

    private (long?, string?, string, string, string, string, DateTimeOffset?, DeliveryStatus, long, string, string, string) Values =>
        (Id, To, Subject, From, FromName, ReplyTo, SentAt, Status, OpenCount, OpenIp, Detail, FailureMessage);

    /// <summary>Returns whether all values are equal.</summary>
    public bool Equals(Delivery? other) => other is not null && Values.Equals(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Delivery);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.GetHashCode();

    /// <summary>Returns the status with the recipient, the task id, or the subject, whichever is known first.</summary>
    public override string ToString() => $"{Status}: {To ?? Id?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Subject}";
}
