namespace EmailCar;

/// <summary>An email to one recipient, as the sandbox received it.</summary>
public sealed class SandboxMail
{
    /// <summary>Creates an email from its values.</summary>
    public SandboxMail(
        string to,
        string from,
        string fromName,
        string replyTo,
        string subject,
        string html,
        string text,
        IReadOnlyList<SandboxAttachment> attachments,
        IReadOnlyDictionary<string, string> headers,
        DateTimeOffset time,
        long submission,
        SendVia via,
        DeliveryStatus status,
        long id)
    {
        To = to;
        From = from;
        FromName = fromName;
        ReplyTo = replyTo;
        Subject = subject;
        Html = html;
        Text = text;
        Attachments = attachments;
        Headers = headers;
        Time = time;
        Submission = submission;
        Via = via;
        Status = status;
        Id = id;
    }

    /// <summary>The recipient's address.</summary>
    public string To { get; }

    /// <summary>The sender's address.</summary>
    public string From { get; }

    /// <summary>The sender's display name.</summary>
    public string FromName { get; }

    /// <summary>The address for replies; the sender's address if there is no other.</summary>
    public string ReplyTo { get; }

    /// <summary>The subject.</summary>
    public string Subject { get; }

    /// <summary>The HTML body, unchanged.</summary>
    public string Html { get; }

    /// <summary>The text body: the sender's, or else the readable text of the HTML.</summary>
    public string Text { get; }

    /// <summary>The attached files. The WebAPI does not support attachments (docs/service.md, mail/send).</summary>
    public IReadOnlyList<SandboxAttachment> Attachments { get; }

    /// <summary>The headers that the recipient would see, by name; names are not case-sensitive.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>When the email was received.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The number of the submission, which is the same for all its recipients.</summary>
    public long Submission { get; }

    /// <summary>How the email was submitted.</summary>
    public SendVia Via { get; }

    /// <summary>Sending, Delivered or Failed.</summary>
    public DeliveryStatus Status { get; }

    /// <summary>The task id that was returned to the sender.</summary>
    public long Id { get; }

    /// <summary>Returns the recipient and the subject.</summary>
    public override string ToString() => $"{To}: {Subject}";
}
