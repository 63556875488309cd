using EmailCar.Sandbox.Http;
using EmailCar.Sandbox.Listening;

namespace EmailCar.Sandbox.Service;

/// <summary>Answers mail/send (docs/service.md).</summary>
internal sealed class MailSend(Outbox outbox, IdShape shape)
{
    private const int MaximumRecipients = 50;

    private static readonly string[] Required = ["from", "fromname", "to", "subject", "html"];

    private static readonly string[] Flags = ["open", "click"];

    public Answer Answer(Form form, long arrivedAt)
    {
        var from = form["from"];
        var replyTo = form["replyto"] is { Length: > 0 } given ? given : from;
        string[] recipients = form["to"].Length == 0 ? [] : form["to"].Split(';');

        var content = new MailContent(from, form["fromname"], replyTo, form["subject"], CountsOpens: form["open"] == "1");
        var received = new ReceivedContent
        {
            From = content.From,
            FromName = content.FromName,
            ReplyTo = content.ReplyTo,
            Subject = content.Subject,
            Html = form["html"],
            Recipients = recipients,
            Fields = [.. form.Fields.Where(field => !field.Key.StartsWith("api_", StringComparison.OrdinalIgnoreCase))],
        };
        return Answer(outbox.Submit(new Submission(content, recipients, received), arrivedAt, ProblemIn(form, content, recipients)));
    }

    private Answer Answer(Outcome outcome) => outcome.Fault switch
    {
        SandboxFault.ServerError => Http.Answer.Page(500, "Internal Server Error"),
        SandboxFault.HtmlPage => Http.Answer.Page(200, "Please log in to the network"),
        SandboxFault.Drop or SandboxFault.DropAfterAccept => Http.Answer.NotFound with { Ending = AnswerEnding.Nothing },
        SandboxFault.Hang => Http.Answer.NotFound with { Ending = AnswerEnding.Silence },
        SandboxFault.Truncated => Accepted(outcome.Ids) with { Ending = AnswerEnding.Half },
        _ => outcome.Refusal is null ? Accepted(outcome.Ids) : Http.Answer.Error(outcome.Refusal),
    };

    private static string? ProblemIn(Form form, MailContent content, string[] recipients)
    {
        if (Array.Find(Required, field => form[field].Length == 0) is { } missing)
        {
            return Texts.Missing(missing);
        }

        if (Array.Find(Flags, field => form[field] is not ("" or "0" or "1")) is { } notAFlag)
        {
            return Texts.NotAFlag(notAFlag);
        }

        if (!AddressSyntax.IsPlausible(content.From))
        {
            return Texts.BadSender;
        }

        if (SentMail.BeginsWith(content.From, "unregistered"))
        {
            return Texts.SenderNotRegistered;
        }

        if (!AddressSyntax.IsPlausible(content.ReplyTo))
        {
            return Texts.BadReplyTo;
        }

        if (recipients.Length > MaximumRecipients)
        {
            return Texts.TooManyRecipients;
        }

        return Array.Find(recipients, address => !AddressSyntax.IsPlausible(address)) is { } bad ? Texts.BadRecipient(bad) : null;
    }

    private Answer Accepted(IReadOnlyList<long> ids) => Http.Answer.Success(Texts.Sent, json =>
    {
        json.WriteStartObject("return");
        if (ids.Count == 1 || shape == IdShape.Shared)
        {
            json.WriteNumber("id", ids[0]);
        }
        else
        {
            json.WriteStartArray("id");
            foreach (var id in ids)
            {
                json.WriteNumberValue(id);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });
}
