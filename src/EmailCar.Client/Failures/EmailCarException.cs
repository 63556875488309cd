using System.Net;

namespace EmailCar.Failures;

/// <summary>What a failed request means.</summary>
public enum FailureKind
{
    /// <summary>The service does not know the login.</summary>
    Authentication,

    /// <summary>The account has no points left.</summary>
    NoPoints,

    /// <summary>The account is closed, restricted, or not yet admitted to the interface.</summary>
    AccountClosed,

    /// <summary>The sender address is not registered for transactional mail.</summary>
    SenderNotRegistered,

    /// <summary>Too many requests: wait, then ask again.</summary>
    TooFast,

    /// <summary>A recipient's address is the reason.</summary>
    BadRecipient,

    /// <summary>A readable refusal that is none of the others.</summary>
    Refused,

    /// <summary>A redirect or an HTTP status 4xx: this is not the service.</summary>
    WrongEndpoint,

    /// <summary>The proxy asks for a login and none, or not the right one, was given. It has forwarded nothing.</summary>
    ProxyAuthentication,

    /// <summary>The request never began to leave.</summary>
    Unreachable,

    /// <summary>The request began to leave, and the connection was lost.</summary>
    ConnectionLost,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>An HTTP status 5xx.</summary>
    ServerError,

    /// <summary>An answer that is not the JSON the service documents.</summary>
    Unreadable,

    /// <summary>Several submissions in a row failed alike: the service is out of order.</summary>
    OutOfOrder,

    /// <summary>The journal can't be written, so nothing may be sent.</summary>
    JournalUnusable,

    /// <summary>Too many addresses of the list can't be sent to.</summary>
    WrongList,

    /// <summary>The client was disposed of before the request began to leave.</summary>
    Disconnected,

    /// <summary>The SMTP server does not know the login.</summary>
    SmtpAuthentication,

    /// <summary>The SMTP server does not take a session, or does not offer what it needs, such as encryption.</summary>
    SmtpUnusable,

    /// <summary>The certificate of the SMTP server is not valid.</summary>
    InvalidCertificate,

    /// <summary>The SMTP server takes nothing for this recipient for the time being.</summary>
    Postponed,

    /// <summary>The email is larger than the SMTP server takes.</summary>
    TooLarge,

    /// <summary>An attachment is not the file any more that it was when its row was read.</summary>
    AttachmentChanged,
}

/// <summary>A request that failed, and whether it may have arrived all the same.</summary>
public sealed class EmailCarException : Exception
{
    internal EmailCarException(FailureKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    internal EmailCarException(FailureKind kind, FailureDetail detail, Exception? inner = null)
        : this(kind, detail.ToString(), inner) => Detail = detail;

    /// <summary>What the failure means.</summary>
    public FailureKind Kind { get; }

    /// <summary>The service's own words, without secrets; null when it said nothing readable.</summary>
    public string? ServiceMessage { get; internal init; }

    /// <summary>What the message says, in parts; null when it is not the client's own.</summary>
    public FailureDetail? Detail { get; internal init; }

    /// <summary>The HTTP status of the answer; null when there was none.</summary>
    public HttpStatusCode? HttpStatus { get; internal init; }

    /// <summary>True when the request may have arrived although no readable answer came.</summary>
    public bool MayHaveArrived { get; internal init; }

    /// <summary>How long the service asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; internal init; }
}
