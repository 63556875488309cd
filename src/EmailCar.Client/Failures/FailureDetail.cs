using System.Globalization;

namespace EmailCar.Failures;

/// <summary>What the client itself, and not the service or the system, has to say of a failed request.</summary>
public enum FailureReason
{
    /// <summary>No answer within so many seconds.</summary>
    NoAnswer,

    /// <summary>No connection within so many seconds.</summary>
    NoConnection,

    /// <summary>This HTTP status, redirected to that address.</summary>
    Redirected,

    /// <summary>This HTTP status with an empty answer.</summary>
    EmptyAnswer,

    /// <summary>This HTTP status with an answer that is not the documented JSON and begins like that.</summary>
    OtherAnswer,

    /// <summary>The answer is longer than so many MB.</summary>
    AnswerTooLong,

    /// <summary>The service answers other requests, and this failure goes on all the same.</summary>
    GoesOn,

    /// <summary>This failure; and asked for the balance, the service failed in that way.</summary>
    NoSignOfLife,

    /// <summary>The SMTP server of this name does not offer encryption, without which no login is sent.</summary>
    NoEncryption,

    /// <summary>The SMTP server of this name offers no way to log in that is known; it offers those.</summary>
    NoLogin,

    /// <summary>The email has at least so many bytes, and the SMTP server takes so many.</summary>
    LargerThanServerTakes,

    /// <summary>The file of this path has changed.</summary>
    FileChanged,

    /// <summary>The file of this path can't be read, for this reason.</summary>
    FileUnreadable,

    /// <summary>The SMTP server takes no address with other letters than ASCII's before the @, as this one has.</summary>
    AddressNeedsUtf8,

    /// <summary>The certificate is not valid, for this reason.</summary>
    CertificateProblem,

    /// <summary>The proxy refused the connection with this HTTP status.</summary>
    ProxyRefused,
}

/// <summary>The client's own words of a failure in parts, so that whoever shows them can do it in the reader's language.</summary>
public sealed class FailureDetail
{
    internal FailureDetail(FailureReason reason, params object[] values)
    {
        Reason = reason;
        Values = values;
    }

    /// <summary>What there is to say.</summary>
    public FailureReason Reason { get; }

    /// <summary>What the words are filled with, as the reason says: numbers, texts, other failures.</summary>
    public IReadOnlyList<object> Values { get; }

    /// <summary>The same in English.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, English, [.. Values.Select(value => value is Exception e ? e.Message : value)]);

    private string English => Reason switch
    {
        FailureReason.NoAnswer => "No answer within {0:0.#} s.",
        FailureReason.NoConnection => "No connection within {0:0.#} s.",
        FailureReason.Redirected => "HTTP status {0}, redirected to {1}.",
        FailureReason.EmptyAnswer => "HTTP status {0} with an empty answer.",
        FailureReason.OtherAnswer => "HTTP status {0} with an answer that is not the documented JSON; it begins with: {1}",
        FailureReason.AnswerTooLong => "The answer is longer than {0} MB.",
        FailureReason.NoEncryption => "The server {0} does not offer encryption, and a login is not sent without it.",
        FailureReason.NoLogin => "The server {0} does not offer a known way to log in. It offers: {1}",
        FailureReason.LargerThanServerTakes => "The email has at least {0:N0} bytes, and the server takes {1:N0}.",
        FailureReason.FileChanged => "The file has changed since its row was read: {0}",
        FailureReason.FileUnreadable => "The file {0} can't be read: {1}",
        FailureReason.AddressNeedsUtf8 => "The server takes ASCII characters only before the @: {0}",
        FailureReason.CertificateProblem => "The server's certificate is not valid: {0}",
        FailureReason.ProxyRefused => "The proxy refused the connection with HTTP status {0}.",
        FailureReason.GoesOn => "It goes on although the service answers otherwise: {0}",
        _ => "{0} Asked for the balance, the service failed too: {1}",
    };
}
