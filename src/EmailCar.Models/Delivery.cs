namespace EmailCar;

/// <summary>The delivery of one email: a row of mail/lists (docs/service.md, mail/lists). Two of equal content are equal.</summary>
public sealed class Delivery : IEquatable<Delivery>
{
    /// <summary>A row, value by value.</summary>
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

    /// <summary>Task id, 64 bits; null when the row came without one.</summary>
    public long? Id { get; }

    /// <summary>The recipient, where the caller's pipeline knows it: the service does not say.</summary>
    public string? To { get; }

    /// <summary>Subject as sent.</summary>
    public string Subject { get; }

    /// <summary>Sender address.</summary>
    public string From { get; }

    /// <summary>Sender's display name.</summary>
    public string FromName { get; }

    /// <summary>Where replies go.</summary>
    public string ReplyTo { get; }

    /// <summary>When the service sent it; the service gives no offset, UTC+8 is assumed. Null when unreadable.</summary>
    public DateTimeOffset? SentAt { get; }

    /// <summary>How far it is.</summary>
    public DeliveryStatus Status { get; }

    /// <summary>How often it was opened, where opens are tracked.</summary>
    public long OpenCount { get; }

    /// <summary>Where it was opened from; empty when unknown.</summary>
    public string OpenIp { get; }

    /// <summary>The service's guest_agent: details of the sending, or the opener's user agent.</summary>
    public string Detail { get; }

    /// <summary>Why it failed; empty when it did not.</summary>
    public string FailureMessage { get; }

    private (long?, string?, string, string, string, string, DateTimeOffset?, DeliveryStatus, long, string, string, string) Values =>
        (Id, To, Subject, From, FromName, ReplyTo, SentAt, Status, OpenCount, OpenIp, Detail, FailureMessage);

    /// <summary>True when all values are equal.</summary>
    public bool Equals(Delivery? other) => other is not null && Values.Equals(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Delivery);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.GetHashCode();

    /// <summary>The status and whose it is: the recipient, else the task id, else the subject.</summary>
    public override string ToString() => $"{Status}: {To ?? Id?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Subject}";
}
