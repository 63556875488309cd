using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using EmailCar.Failures;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace EmailCar.Smtp;

/// <summary>Classifies the exceptions of the SMTP client. Whether an email may have arrived does not depend on them, but on what was observed.</summary>
/// <param name="classify">Classifies the messages of the service; <see cref="FailureKind.Refused"/> if a message is not known.</param>
internal sealed class SmtpFailures(Func<string?, FailureKind> classify)
{
    /// <summary>A failure while connecting, encrypting or logging in.</summary>
    public EmailCarException OfSession(Exception e) => e switch
    {
        EmailCarException own => own,
        SslHandshakeException or System.Security.Authentication.AuthenticationException =>
            new(FailureKind.InvalidCertificate, new FailureDetail(FailureReason.CertificateProblem, CertificateProblem(e)), e),
        AuthenticationException => OfLogin(e),
        SmtpCommandException reply when (int)reply.StatusCode is >= 400 and < 500 => OfReply(FailureKind.TooFast, reply),
        SmtpCommandException reply => OfReply(FailureKind.SmtpUnusable, reply),
        NotSupportedException => new(FailureKind.SmtpUnusable, ReplyText.Clean(e.Message), e),
        _ => Lost(e, hasEnded: false),
    };

    /// <summary>A failure between MAIL and the reply to the message.</summary>
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

    /// <summary>True if the server closed the session before it accepted any part of the email.</summary>
    public static bool IsFarewell(Exception e) =>
        e is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable } or SmtpProtocolException or IOException or SocketException
            or ServiceNotConnectedException or ServiceNotAuthenticatedException or ObjectDisposedException;

    /// <summary>Rejections that concern more than one email.</summary>
    private FailureKind Meaning(string words)
    {
        var meaning = classify(words);
        return meaning is FailureKind.NoPoints or FailureKind.AccountClosed or FailureKind.SenderNotRegistered ? meaning : FailureKind.Refused;
    }

    private static EmailCarException OfLogin(Exception e)
    {
        var words = ReplyText.Clean(e.Message);
        var isTemporary = Regex.IsMatch(words, "^4[0-9]{2}\\b");
        return new(isTemporary ? FailureKind.TooFast : FailureKind.SmtpAuthentication, words, e) { ServiceMessage = words };
    }

    private static EmailCarException OfReply(FailureKind kind, SmtpCommandException reply, bool mayHaveArrived = false)
    {
        var words = ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture) + " " + ReplyText.Clean(reply.Message);
        if (reply.Mailbox is { } mailbox && words.IndexOf(mailbox.Address, StringComparison.OrdinalIgnoreCase) < 0)
        {
            words += $" ({mailbox.Address})"; // the affected recipient
        }

        return new(kind, words, reply) { ServiceMessage = words, MayHaveArrived = mayHaveArrived };
    }

    private static EmailCarException Lost(Exception e, bool hasEnded)
    {
        var kind = !hasEnded ? FailureKind.Unreachable : e is SmtpProtocolException ? FailureKind.Unreadable : FailureKind.ConnectionLost;
        var innermost = e;
        while (innermost.InnerException is not null)
        {
            innermost = innermost.InnerException;
        }

        return new(kind, ReplyText.Clean(innermost.Message), e) { MayHaveArrived = hasEnded };
    }

    private static string CertificateProblem(Exception e)
    {
        // The messages of the client have several paragraphs; those of the system show what is wrong.
        var cause = e.InnerException ?? e;
        return ReplyText.Clean(cause.Message);
    }
}
