using EmailCar.Sandbox.Http;
using EmailCar.Sandbox.Listening;
using EmailCar.Sandbox.Mime;
using EmailCar.Sandbox.Service;

namespace EmailCar.Sandbox.Smtp;

/// <summary>Submits a complete message according to the rules of mail/send (docs/service.md), and creates the SMTP reply.</summary>
internal sealed class SmtpSubmission(Outbox outbox, Func<Task> holdBack)
{
    /// <summary>The maximum size of a message in bytes.</summary>
    public const int SizeLimit = RequestBody.Limit;

    /// <summary>Returns what is wrong with the sender's address, or null if it is valid.</summary>
    public static string? ProblemWithSender(string address) =>
        !AddressSyntax.IsPlausible(address) ? Texts.BadSender
        : SentMail.BeginsWith(address, "unregistered") ? Texts.SenderNotRegistered
        : null;

    /// <param name="message">The unchanged message.</param>
    /// <param name="recipients">The addresses of RCPT, in their order.</param>
    /// <param name="arrivedAt">A timestamp of the clock.</param>
    public async Task<SmtpReply> SubmitAsync(byte[] message, string[] recipients, long arrivedAt)
    {
        var received = ReceivedMessage.Read(message, recipients);
        var content = new MailContent(received.From, received.FromName, received.ReplyTo, received.Subject, CountsOpens: received.Html.Length > 0);
        var problem = received.From.Length == 0 ? Texts.Missing("from")
            : ProblemWithSender(received.From) is { } bad ? bad
            : AddressSyntax.IsPlausible(received.ReplyTo) ? null : Texts.BadReplyTo;
        SmtpReply reply;
        try
        {
            reply = Reply(outbox.Submit(new Submission(content, recipients, received, MailOrigin.Smtp), arrivedAt, problem));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The mail folder cannot be written to. Nothing was accepted, and the reply explains the problem.
            reply = new SmtpReply($"554 5.3.0 {e.Message.Replace('\r', ' ').Replace('\n', ' ')}");
        }

        await holdBack().ConfigureAwait(false);
        return reply;
    }

    private static SmtpReply Reply(Outcome outcome) => outcome.Fault switch
    {
        SandboxFault.ServerError => new SmtpReply("554 5.3.0 Internal server error"),
        SandboxFault.HtmlPage => SmtpReply.Last("<html><body><h1>Please log in to the network</h1></body></html>"),
        SandboxFault.Drop or SandboxFault.DropAfterAccept => new SmtpReply("", AnswerEnding.Nothing),
        SandboxFault.Hang => new SmtpReply("", AnswerEnding.Silence),
        SandboxFault.Truncated => Accepted(outcome) with { Ending = AnswerEnding.Half },
        _ => outcome.Refusal switch
        {
            null => Accepted(outcome),
            Texts.TooFast => new SmtpReply($"451 4.7.1 {Texts.TooFast}"),
            { } refusal => new SmtpReply($"554 5.7.1 {refusal}"),
        },
    };

    /// <summary>
    /// Returns the reply with a queue id. It is not the task id: it is the same for all recipients, and mail/lists does not contain it.
    /// </summary>
    private static SmtpReply Accepted(Outcome outcome) => new(FormattableString.Invariant($"250 2.0.0 Ok: queued as {outcome.Ids[0]:X}"));
}
