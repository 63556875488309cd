using EmailCar.Sandbox.Mime;

namespace EmailCar.Sandbox;

/// <summary>One recipient's email as a sandbox received it.</summary>
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

    /// <summary>1 for the first email that the sandbox received, then one more for each.</summary>
    public long Number { get; }

    /// <summary>Which submission it came with, from 1.</summary>
    public long Submission { get; }

    /// <summary>The recipient.</summary>
    public string To { get; }

    /// <summary>What it says.</summary>
    public ReceivedContent Content { get; }

    /// <summary>When it was received, UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The task id; null when it was not accepted.</summary>
    public long? Id { get; init; }

    /// <summary>The way by which it came.</summary>
    public MailOrigin Via { get; init; }

    /// <summary>The fault that its submission met; null for none.</summary>
    public SandboxFault? Fault { get; init; }

    /// <summary>The headers that the recipient would see, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => Content.Message is null ? MimeMessage.Headers(this) : Content.MessageHeaders;

    /// <summary>True when the submission was accepted, whatever its sender was answered.</summary>
    public bool IsAccepted => Id is not null;

    internal DateTimeOffset SettlesAt { get; init; }

    /// <summary>How far it is at a time.</summary>
    /// <param name="now">The time.</param>
    public MailStatus StatusAt(DateTimeOffset now) =>
        !IsAccepted ? MailStatus.Refused
        : To.StartsWith("bounce", StringComparison.OrdinalIgnoreCase) ? MailStatus.Failed
        : now < SettlesAt ? MailStatus.Sending
        : MailStatus.Delivered;
}
