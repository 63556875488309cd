using System.Globalization;

namespace EmailCar.Failures;

/// <summary>The reasons for a failed request that come from the client, not from the service or the system.</summary>
public enum FailureReason
{
    /// <summary>There was no response within this number of seconds.</summary>
    NoAnswer,

    /// <summary>There was no connection within this number of seconds.</summary>
    NoConnection,

    /// <summary>The response has this HTTP status and redirects to this address.</summary>
    Redirected,

    /// <summary>The response has this HTTP status and is empty.</summary>
    EmptyAnswer,

    /// <summary>The response has this HTTP status and is not the documented JSON; it begins with this text.</summary>
    OtherAnswer,

    /// <summary>The response is longer than this number of MB.</summary>
    AnswerTooLong,

    /// <summary>Submissions keep failing in this way, although the service responds to other requests.</summary>
    GoesOn,

    /// <summary>A submission failed in the first way, and a balance query failed in the second.</summary>
    NoSignOfLife,

    /// <summary>The SMTP server with this name does not offer encryption, and the login is not sent without it.</summary>
    NoEncryption,

    /// <summary>The SMTP server with this name offers no supported login method; it offers these.</summary>
    NoLogin,

    /// <summary>The email has at least this many bytes, and the SMTP server accepts this many.</summary>
    LargerThanServerTakes,

    /// <summary>The file with this path has changed.</summary>
    FileChanged,

    /// <summary>The file with this path cannot be read, for this reason.</summary>
    FileUnreadable,

    /// <summary>The SMTP server does not accept addresses with non-ASCII characters before the @, such as this one.</summary>
    AddressNeedsUtf8,

    /// <summary>The certificate is not valid, for this reason.</summary>
    CertificateProblem,

    /// <summary>The proxy rejected the connection with this HTTP status.</summary>
    ProxyRefused,
}

/// <summary>The client's own message about a failure, in parts, so that it can be shown in the user's language.</summary>
public sealed class FailureDetail
{
    internal FailureDetail(FailureReason reason, params object[] values)
    {
        Reason = reason;
        Values = values;
    }

    /// <summary>The reason.</summary>
    public FailureReason Reason { get; }

    /// <summary>The values for the message, depending on the reason: numbers, texts, other failures.</summary>
    public IReadOnlyList<object> Values { get; }

    /// <summary>Returns the message in English.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, English, [.. Values.Select(value => value is Exception e ? e.Message : value)]);

    private string English => Reason switch
    {
        FailureReason.NoAnswer => "No response within {0:0.#} s.",
        FailureReason.NoConnection => "No connection within {0:0.#} s.",
        FailureReason.Redirected => "HTTP status {0} redirects to {1}.",
        FailureReason.EmptyAnswer => "HTTP status {0} with an empty response.",
        FailureReason.OtherAnswer => "HTTP status {0} with a response that is not the documented JSON; it begins with: {1}",
        FailureReason.AnswerTooLong => "The response is longer than {0} MB.",
        FailureReason.GoesOn => "Submissions keep failing, although the service responds to other requests: {0}",
        FailureReason.NoEncryption => "The server {0} does not offer encryption, and a login is not sent without it.",
        FailureReason.NoLogin => "The server {0} does not offer a known way to log in. It offers: {1}",
        FailureReason.LargerThanServerTakes => "The email has at least {0:N0} bytes, and the server takes {1:N0}.",
        FailureReason.FileChanged => "The file has changed since its row was read: {0}",
        FailureReason.FileUnreadable => "The file {0} can't be read: {1}",
        FailureReason.AddressNeedsUtf8 => "The server takes ASCII characters only before the @: {0}",
        FailureReason.CertificateProblem => "The server's certificate is not valid: {0}",
        FailureReason.ProxyRefused => "The proxy refused the connection with HTTP status {0}.",
        _ => "{0} A balance query failed too: {1}",
    };
}
