using EmailCar.Sandbox.Mime;

namespace EmailCar.Sandbox;

/// <summary>An email to one recipient, as a sandbox received it.</summary>
public sealed class ReceivedMail
{
    internal ReceivedMail(long number, long submission, string to, ReceivedContent content, DateTimeOffset time)
    {
        Number = number;
        Submission = submission;
        To = to;
        Content = content;
        Time = time;
        SettlesAt = time;
    }

    /// <summary>The number of the email, counted from 1.</summary>
    public long Number { get; }

    /// <summary>The number of the submission, from 1.</summary>
    public long Submission { get; }

    /// <summary>The recipient.</summary>
    public string To { get; }

    /// <summary>The content.</summary>
    public ReceivedContent Content { get; }

    /// <summary>When it was received, UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The task id; null if the email was not accepted.</summary>
    public long? Id { get; init; }

    /// <summary>How the email was submitted.</summary>
    public MailOrigin Via { get; init; }

    /// <summary>The fault of its submission; null if there was none.</summary>
    public SandboxFault? Fault { get; init; }

    /// <summary>The headers that the recipient would see, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => Content.Message is null ? MimeMessage.Headers(this) : Content.MessageHeaders;

    /// <summary>Whether the submission was accepted, even if the sender got another response.</summary>
    public bool IsAccepted => Id is not null;

    internal DateTimeOffset SettlesAt { get; init; }

    /// <summary>Returns the status at a time.</summary>
    /// <param name="now">The time.</param>
    public MailStatus StatusAt(DateTimeOffset now) =>
        !IsAccepted ? MailStatus.Refused
        : To.StartsWith("bounce", StringComparison.OrdinalIgnoreCase) ? MailStatus.Failed
        : now < SettlesAt ? MailStatus.Sending
        : MailStatus.Delivered;
}
