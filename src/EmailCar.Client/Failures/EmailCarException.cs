using System.Net;

namespace EmailCar.Failures;

/// <summary>The cause of a failed request.</summary>
public enum FailureKind
{
    /// <summary>The service rejected the login.</summary>
    Authentication,

    /// <summary>The account has no points left.</summary>
    NoPoints,

    /// <summary>The account is closed, restricted, or has no access to the API yet.</summary>
    AccountClosed,

    /// <summary>The sender address is not registered for transactional emails.</summary>
    SenderNotRegistered,

    /// <summary>There were too many requests; wait, then try again.</summary>
    TooFast,

    /// <summary>The service rejected the address of a recipient.</summary>
    BadRecipient,

    /// <summary>The service rejected the request for another readable reason.</summary>
    Refused,

    /// <summary>A redirect or an HTTP status 4xx shows that the endpoint is not the service.</summary>
    WrongEndpoint,

    /// <summary>The proxy requires a login, and none or a wrong one was given. It did not forward the request.</summary>
    ProxyAuthentication,

    /// <summary>The request was not sent, not even in part.</summary>
    Unreachable,

    /// <summary>The connection was lost after sending had begun.</summary>
    ConnectionLost,

    /// <summary>There was no response in time.</summary>
    TimedOut,

    /// <summary>The response has an HTTP status 5xx.</summary>
    ServerError,

    /// <summary>The response is not the JSON that the service documents.</summary>
    Unreadable,

    /// <summary>Several consecutive submissions failed in the same way, so the service is not working properly.</summary>
    OutOfOrder,

    /// <summary>The journal cannot be written, so nothing may be sent.</summary>
    JournalUnusable,

    /// <summary>Too many addresses in the list are not valid.</summary>
    WrongList,

    /// <summary>The client was disposed before the request was sent.</summary>
    Disconnected,

    /// <summary>The SMTP server rejected the login.</summary>
    SmtpAuthentication,

    /// <summary>The SMTP server does not accept a session, or does not offer what is required, such as encryption.</summary>
    SmtpUnusable,

    /// <summary>The certificate of the SMTP server is not valid.</summary>
    InvalidCertificate,

    /// <summary>The SMTP server temporarily rejects emails for this recipient.</summary>
    Postponed,

    /// <summary>The email is larger than the SMTP server accepts.</summary>
    TooLarge,

    /// <summary>The file of an attachment has changed since its row was read.</summary>
    AttachmentChanged,

    /// <summary>Redis is not available, or rejects the request, so nothing may be sent.</summary>
    RedisUnavailable,

    /// <summary>Another machine has claimed the email, and its result is not known.</summary>
    ClaimedElsewhere,
}

/// <summary>A request failed; the exception also shows whether it may have arrived.</summary>
public sealed class EmailCarException : Exception
{
    internal EmailCarException(FailureKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    internal EmailCarException(FailureKind kind, FailureDetail detail, Exception? inner = null)
        : this(kind, detail.ToString(), inner) => Detail = detail;

    /// <summary>The cause of the failure.</summary>
    public FailureKind Kind { get; }

    /// <summary>The message of the service, without secrets; null if there was no readable message.</summary>
    public string? ServiceMessage { get; internal init; }

    /// <summary>The parts of the message; null if the message is not from the client.</summary>
    public FailureDetail? Detail { get; internal init; }

    /// <summary>The HTTP status of the response; null if there was no response.</summary>
    public HttpStatusCode? HttpStatus { get; internal init; }

    /// <summary>Whether the request may have arrived although there was no readable response.</summary>
    public bool MayHaveArrived { get; internal init; }

    /// <summary>How long the service asks to wait; null if it does not specify this.</summary>
    public TimeSpan? RetryAfter { get; internal init; }
}
