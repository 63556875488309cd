using EmailCar.Emails;
using EmailCar.Failures;

namespace EmailCar.Sending;

/// <summary>An event that a send run reports to its caller.</summary>
public abstract class SendEvent
{
    private protected SendEvent()
    {
    }
}

/// <summary>The result of a submission, or of a part of one; all its recipients have the same status.</summary>
public sealed class SubmissionOutcome : SendEvent
{
    internal SubmissionOutcome(MailContent content, IReadOnlyList<Recipient> recipients, SendStatus status, DateTimeOffset time)
    {
        Content = content;
        Recipients = recipients;
        Status = status;
        Time = time;
    }

    /// <summary>The content of the email.</summary>
    public MailContent Content { get; }

    /// <summary>The recipients with this status, in the order in which they were added.</summary>
    public IReadOnlyList<Recipient> Recipients { get; }

    /// <summary>
    /// Submitted, Rejected, Unknown or NotSent. If another run has dealt with the emails, Skipped, or Unknown without a failure.
    /// </summary>
    public SendStatus Status { get; }

    /// <summary>When the result was known.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>One task id per recipient, in their order; null if the service returned none. Empty unless Submitted or Skipped.</summary>
    public IReadOnlyList<long?> Ids { get; internal init; } = [];

    /// <summary>The SMTP server's queue id of the email; null if the server does not return one, and for the WebAPI.</summary>
    public string? QueueId { get; internal init; }

    /// <summary>Why it is not Submitted; null if it is.</summary>
    public EmailCarException? Failure { get; internal init; }

    /// <summary>Returns whether other recipients of the submission have the same task id.</summary>
    /// <param name="at">The index of the recipient, from 0.</param>
    public bool IsIdShared(int at) => TaskIds.IsShared(Ids, at);
}

/// <summary>A submission is complete: all its parts were reported before.</summary>
public sealed class SubmissionDone : SendEvent
{
    internal static SubmissionDone Instance { get; } = new();
}

/// <summary>Emails that another run has claimed.</summary>
internal sealed class ClaimedElsewhere(MailContent content, IReadOnlyList<Recipient> recipients) : SendEvent
{
    /// <summary>The email.</summary>
    public MailContent Content => content;

    /// <summary>The recipients.</summary>
    public IReadOnlyList<Recipient> Recipients => recipients;
}

/// <summary>A submission that certainly did not arrive will be tried again after a wait.</summary>
public sealed class RetryNotice : SendEvent
{
    internal RetryNotice(EmailCarException failure, int attempt, TimeSpan delay)
    {
        Failure = failure;
        Attempt = attempt;
        Delay = delay;
    }

    /// <summary>Why it did not arrive.</summary>
    public EmailCarException Failure { get; }

    /// <summary>The number of attempts so far.</summary>
    public int Attempt { get; }

    /// <summary>The time until the next attempt.</summary>
    public TimeSpan Delay { get; }
}
