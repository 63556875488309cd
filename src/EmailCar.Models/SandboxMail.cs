namespace EmailCar;

/// <summary>One recipient's email as the sandbox received it.</summary>
public sealed class SandboxMail
{
    /// <summary>An email, value by value.</summary>
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

    /// <summary>Where replies go; the sender's address where none was given.</summary>
    public string ReplyTo { get; }

    /// <summary>The subject.</summary>
    public string Subject { get; }

    /// <summary>The body as HTML, to the letter.</summary>
    public string Html { get; }

    /// <summary>The body as text: the sender's own, else what can be read of the HTML.</summary>
    public string Text { get; }

    /// <summary>Files that came with it. The WebAPI has no field for them (docs/service.md, mail/send).</summary>
    public IReadOnlyList<SandboxAttachment> Attachments { get; }

    /// <summary>The headers that the recipient would see, by name; names are compared without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Which submission it came with: the same number for all recipients of one submission.</summary>
    public long Submission { get; }

    /// <summary>The way by which it came.</summary>
    public SendVia Via { get; }

    /// <summary>Sending, Delivered or Failed.</summary>
    public DeliveryStatus Status { get; }

    /// <summary>The task id that the sender was given.</summary>
    public long Id { get; }

    /// <summary>The recipient and the subject.</summary>
    public override string ToString() => $"{To}: {Subject}";
}
