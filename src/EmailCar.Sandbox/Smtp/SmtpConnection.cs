using EmailCar.Sandbox.Listening;
using EmailCar.Sandbox.Service;

namespace EmailCar.Sandbox.Smtp;

/// <summary>One connection, whose commands are read and answered one by one (RFC 5321), even if several arrive at once.</summary>
internal sealed class SmtpConnection(SmtpStream stream, SandboxOptions options, SmtpCertificate certificate, SmtpSubmission submission, TimeProvider clock)
{
    private const int MaximumRecipients = 50;

    private readonly SmtpLogin _login = new(stream, options.UserName, options.Password);
    private readonly List<string> _recipients = [];
    private string? _from;
    private bool _isGreeted;
    private bool _isSecure;

    /// <summary>Serves until the client closes, or a reply ends the connection.</summary>
    public async Task ServeAsync()
    {
        await stream.WriteAsync("220 localhost ESMTP EmailCar sandbox\r\n").ConfigureAwait(false);
        while (await stream.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (await AnswerAsync(line).ConfigureAwait(false) is not { } reply || !await WriteAsync(reply).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <returns>True if the connection stays open.</returns>
    private async Task<bool> WriteAsync(SmtpReply reply)
    {
        switch (reply.Ending)
        {
            case AnswerEnding.Nothing:
                return false;
            case AnswerEnding.Silence:
                await stream.WaitForCloseAsync().ConfigureAwait(false);
                return false;
            case AnswerEnding.Half:
                await stream.WriteAsync(reply.Text.Substring(0, reply.Text.Length / 2)).ConfigureAwait(false);
                return false;
            default:
                await stream.WriteAsync(reply.Text + "\r\n").ConfigureAwait(false);
                return !reply.IsLast;
        }
    }

    /// <returns>The reply; null if the client disconnected.</returns>
    private async Task<SmtpReply?> AnswerAsync(string line)
    {
        var space = line.IndexOf(' ');
        var command = (space < 0 ? line : line.Substring(0, space)).ToUpperInvariant();
        var argument = space < 0 ? "" : line.Substring(space + 1);
        switch (command)
        {
            case "EHLO" or "HELO":
                return Greet(command, argument);
            case "STARTTLS":
                return await SecureAsync(argument).ConfigureAwait(false);
            case "AUTH":
                return !_isGreeted || _login.IsLoggedIn || _from is not null
                    ? SmtpReply.BadOrder
                    : await _login.AnswerAsync(argument).ConfigureAwait(false);
            case "MAIL":
                return Mail(argument);
            case "RCPT":
                return Recipient(argument);
            case "DATA":
                return await MessageAsync(clock.GetTimestamp()).ConfigureAwait(false);
            case "RSET":
                ForgetTransaction();
                return SmtpReply.Ok;
            case "NOOP":
                return SmtpReply.Ok;
            case "VRFY":
                return new SmtpReply("252 2.5.2 Cannot verify; send to it");
            case "QUIT":
                return SmtpReply.Bye;
            default:
                // A web page can make a browser send a request to any port, and its body might contain commands.
                return _isGreeted ? SmtpReply.Unknown : SmtpReply.Last("521 5.7.1 This is an SMTP server");
        }
    }

    private SmtpReply Greet(string command, string name)
    {
        if (name.Trim().Length == 0)
        {
            return SmtpReply.BadArgument("A name is missing");
        }

        _isGreeted = true;
        ForgetTransaction();
        if (command == "HELO")
        {
            return new SmtpReply("250 localhost");
        }

        string[] lines =
        [
            "localhost",
            FormattableString.Invariant($"SIZE {SmtpSubmission.SizeLimit}"),
            "PIPELINING",
            "8BITMIME",
            "ENHANCEDSTATUSCODES",
            .. _isSecure || !certificate.IsAvailable ? Array.Empty<string>() : ["STARTTLS"],
            "AUTH PLAIN LOGIN",
        ];
        return new SmtpReply(string.Join("\r\n", lines.Select((line, i) => (i < lines.Length - 1 ? "250-" : "250 ") + line)));
    }

    /// <summary>Starts TLS and discards everything that was received before (RFC 3207).</summary>
    private async Task<SmtpReply?> SecureAsync(string argument)
    {
        if (argument.Trim().Length > 0)
        {
            return SmtpReply.BadArgument("STARTTLS takes no parameters");
        }

        if (!_isGreeted || _isSecure || !certificate.IsAvailable)
        {
            return SmtpReply.BadOrder;
        }

        if (stream.HasUnread)
        {
            return SmtpReply.Last("503 5.5.1 Nothing may follow STARTTLS before TLS");
        }

        var shown = certificate.Value;
        await stream.WriteAsync("220 2.0.0 Ready to start TLS\r\n").ConfigureAwait(false);
        await stream.SecureAsync(shown).ConfigureAwait(false);
        _isSecure = true;
        _isGreeted = false;
        _login.Forget();
        ForgetTransaction();
        var next = await stream.ReadLineAsync().ConfigureAwait(false);
        return next is null ? null : await AnswerAsync(next).ConfigureAwait(false);
    }

    private SmtpReply Mail(string argument)
    {
        if (!_isGreeted || _from is not null)
        {
            return SmtpReply.BadOrder;
        }

        if (!_login.IsLoggedIn)
        {
            return SmtpReply.LoginRequired;
        }

        if (SmtpPath.Parse(argument, "FROM") is not { } path)
        {
            return SmtpReply.BadArgument("MAIL FROM:<address> is expected");
        }

        if (path.Parameters.Except(["SIZE", "BODY"], StringComparer.OrdinalIgnoreCase).Any())
        {
            return new SmtpReply("555 5.5.4 Parameter not recognized");
        }

        if (path.Size > SmtpSubmission.SizeLimit)
        {
            return SmtpReply.TooLarge;
        }

        if (SmtpSubmission.ProblemWithSender(path.Address) is { } problem)
        {
            return new SmtpReply($"550 5.7.1 {problem}");
        }

        _from = path.Address;
        return SmtpReply.Ok;
    }

    private SmtpReply Recipient(string argument)
    {
        if (_from is null)
        {
            return SmtpReply.BadOrder;
        }

        if (SmtpPath.Parse(argument, "TO") is not { } path)
        {
            return SmtpReply.BadArgument("RCPT TO:<address> is expected");
        }

        if (path.Parameters.Any())
        {
            return new SmtpReply("555 5.5.4 Parameter not recognized");
        }

        if (path.Address.Any(c => c > '~'))
        {
            return new SmtpReply("553 5.6.7 Addresses beyond ASCII need SMTPUTF8, which is not offered");
        }

        if (!AddressSyntax.IsPlausible(path.Address))
        {
            return new SmtpReply($"501 5.1.3 {Texts.BadRecipient(path.Address)}");
        }

        if (_recipients.Count == MaximumRecipients)
        {
            return new SmtpReply("452 4.5.3 Too many recipients");
        }

        _recipients.Add(path.Address);
        return SmtpReply.Ok;
    }

    private async Task<SmtpReply?> MessageAsync(long arrivedAt)
    {
        if (_from is null)
        {
            return SmtpReply.BadOrder;
        }

        if (_recipients.Count == 0)
        {
            return new SmtpReply("554 5.5.1 No valid recipients");
        }

        await stream.WriteAsync("354 End the message with a line that holds a dot alone\r\n").ConfigureAwait(false);
        var (message, isTooLarge) = await stream.ReadMessageAsync(SmtpSubmission.SizeLimit).ConfigureAwait(false);
        string[] recipients = [.. _recipients];
        ForgetTransaction();
        return message is null ? null
            : isTooLarge ? SmtpReply.TooLarge
            : await submission.SubmitAsync(message, recipients, arrivedAt).ConfigureAwait(false);
    }

    private void ForgetTransaction()
    {
        _from = null;
        _recipients.Clear();
    }
}
