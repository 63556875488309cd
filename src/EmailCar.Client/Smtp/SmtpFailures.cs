using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using EmailCar.Failures;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace EmailCar.Smtp;

/// <summary>
/// Converts exceptions of the SMTP client to failures. Whether an email may have arrived does not depend on the exception: SmtpTransaction
/// observes it.
/// </summary>
/// <param name="classify">Returns the meaning of a text of the service; <see cref="FailureKind.Refused"/> for an unknown one.</param>
/// <param name="withoutSecrets">Removes the password from a text of the server.</param>
internal sealed class SmtpFailures(Func<string?, FailureKind> classify, Func<string, string> withoutSecrets)
{
    /// <summary>Returns the failure for an exception while connecting, encrypting or logging in.</summary>
    public EmailCarException OfSession(Exception e) => e switch
    {
        EmailCarException own => own,
        SslHandshakeException or System.Security.Authentication.AuthenticationException =>
            new(FailureKind.InvalidCertificate, new FailureDetail(FailureReason.CertificateProblem, CertificateProblem(e)), e),
        AuthenticationException => OfLogin(e),
        SmtpCommandException reply when (int)reply.StatusCode is >= 400 and < 500 => OfReply(FailureKind.TooFast, reply),
        SmtpCommandException reply => OfReply(FailureKind.SmtpUnusable, reply),
        NotSupportedException => new(FailureKind.SmtpUnusable, Clean(e.Message), e),
        _ => Lost(e, hasEnded: false),
    };

    /// <summary>Returns the failure for an exception between MAIL and the reply to the message.</summary>
    /// <param name="e">The exception.</param>
    /// <param name="hasEnded">True once the end of the message may have been sent.</param>
    public EmailCarException OfSubmission(Exception e, bool hasEnded)
    {
        if (e is EmailCarException own)
        {
            return own;
        }

        if (e is not SmtpCommandException reply)
        {
            return Lost(e, hasEnded);
        }

        var status = (int)reply.StatusCode;
        return (reply.ErrorCode, status) switch
        {
            (_, >= 600 or < 200) or (SmtpErrorCode.MessageNotAccepted, < 400) when hasEnded => OfReply(FailureKind.Unreadable, reply, mayHaveArrived: true),
            (SmtpErrorCode.RecipientNotAccepted, >= 500) => OfReply(FailureKind.BadRecipient, reply),
            (_, 421) => OfReply(FailureKind.TooFast, reply),
            (SmtpErrorCode.RecipientNotAccepted, _) => OfReply(FailureKind.Postponed, reply),
            (_, >= 500) => OfReply(Meaning(reply.Message), reply),
            (_, >= 400) => OfReply(FailureKind.TooFast, reply),
            _ => OfReply(FailureKind.Refused, reply),
        };
    }

    /// <summary>Returns whether the server closed the session before it accepted any part of the email.</summary>
    public static bool IsFarewell(Exception e) =>
        e is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable } or SmtpProtocolException or IOException or SocketException
            or ServiceNotConnectedException or ServiceNotAuthenticatedException or ObjectDisposedException;

    /// <summary>Returns the kind of a rejection that concerns more than one email.</summary>
    private FailureKind Meaning(string words)
    {
        var meaning = classify(words);
        return meaning is FailureKind.NoPoints or FailureKind.AccountClosed or FailureKind.SenderNotRegistered ? meaning : FailureKind.Refused;
    }

    private EmailCarException OfLogin(Exception e)
    {
        var words = Clean(e.Message);
        var isTemporary = Regex.IsMatch(words, "^4[0-9]{2}\\b");
        return new(isTemporary ? FailureKind.TooFast : FailureKind.SmtpAuthentication, words, Harmless(e)) { ServiceMessage = words };
    }

    private EmailCarException OfReply(FailureKind kind, SmtpCommandException reply, bool mayHaveArrived = false)
    {
        var words = ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture) + " " + Clean(reply.Message);
        if (reply.Mailbox is { } mailbox && words.IndexOf(mailbox.Address, StringComparison.OrdinalIgnoreCase) < 0)
        {
            words += $" ({mailbox.Address})"; // the affected recipient
        }

        return new(kind, words, Harmless(reply)) { ServiceMessage = words, MayHaveArrived = mayHaveArrived };
    }

    private EmailCarException Lost(Exception e, bool hasEnded)
    {
        // MailKit reports both an invalid reply and a closed connection as a protocol violation; only the text differs.
        var isUnreadable = e is SmtpProtocolException && e.Message.IndexOf("disconnected", StringComparison.OrdinalIgnoreCase) < 0;
        var kind = !hasEnded ? FailureKind.Unreachable : isUnreadable ? FailureKind.Unreadable : FailureKind.ConnectionLost;
        return new(kind, Clean(Innermost(e).Message), Harmless(e)) { MayHaveArrived = hasEnded };
    }

    private string Clean(string text) => withoutSecrets(ReplyText.Clean(text));

    /// <summary>Returns null for an exception that quotes the password.</summary>
    private Exception? Harmless(Exception e) => e.ToString() is var text && withoutSecrets(text) == text ? e : null;

    /// <summary>Returns the system's text, because the texts of the packages are several paragraphs long or only refer to it.</summary>
    private static string CertificateProblem(Exception e) => ReplyText.Clean(Innermost(e).Message);

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is not null)
        {
            e = e.InnerException;
        }

        return e;
    }
}
