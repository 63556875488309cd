namespace EmailCar;

/// <summary>How far a delivery is.</summary>
public enum DeliveryStatus
{
    /// <summary>The service did not say, or said something it does not document.</summary>
    Unknown = 0,

    /// <summary>On its way.</summary>
    Sending = 1,

    /// <summary>Taken by the recipient's server.</summary>
    Delivered = 2,

    /// <summary>Refused or not deliverable; see FailureMessage.</summary>
    Failed = 3,
}

/// <summary>What the service made of one mail: a row of mail/lists (docs/service.md, mail/lists).</summary>
/// <param name="Id">Task id, 64 bits; null when the row came without one.</param>
/// <param name="To">The recipient, where the caller's pipeline knows it: the service does not say.</param>
/// <param name="Subject">Subject as sent.</param>
/// <param name="From">Sender address.</param>
/// <param name="FromName">Sender's display name.</param>
/// <param name="ReplyTo">Where answers go.</param>
/// <param name="SentAt">When the service sent it; the wire has no offset, UTC+8 is assumed. Null when unreadable.</param>
/// <param name="Status">How far it is.</param>
/// <param name="OpenCount">How often it was opened, where opens are tracked.</param>
/// <param name="OpenIp">Where it was opened from; empty when unknown.</param>
/// <param name="Detail">The service's guest_agent: details of the sending, or the opener's user agent.</param>
/// <param name="FailureMessage">Why it failed; empty when it did not.</param>
public sealed record Delivery(
    long? Id,
    string? To,
    string Subject,
    string From,
    string FromName,
    string ReplyTo,
    DateTimeOffset? SentAt,
    DeliveryStatus Status,
    long OpenCount,
    string OpenIp,
    string Detail,
    string FailureMessage);
