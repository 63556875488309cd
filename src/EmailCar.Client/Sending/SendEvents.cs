using EmailCar.Emails;
using EmailCar.Failures;

namespace EmailCar.Sending;

/// <summary>Something a send run tells its caller.</summary>
public abstract class SendEvent
{
    private protected SendEvent()
    {
    }
}

/// <summary>What became of a submission, or of a part of one; all its recipients share the status.</summary>
public sealed class SubmissionOutcome : SendEvent
{
    internal SubmissionOutcome(MailContent content, IReadOnlyList<Recipient> recipients, SendStatus status, DateTimeOffset time)
    {
        Content = content;
        Recipients = recipients;
        Status = status;
        Time = time;
    }

    /// <summary>The mail.</summary>
    public MailContent Content { get; }

    /// <summary>Whose status this is, in the order they came.</summary>
    public IReadOnlyList<Recipient> Recipients { get; }

    /// <summary>Submitted, Rejected, Unknown or NotSent.</summary>
    public SendStatus Status { get; }

    /// <summary>When the outcome was known.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>One task id a recipient, in their order; null where the service named none. Empty unless Submitted.</summary>
    public IReadOnlyList<long?> Ids { get; internal init; } = [];

    /// <summary>Why it is not Submitted; null when it is.</summary>
    public EmailCarException? Failure { get; internal init; }

    /// <summary>True when other recipients of the submission have the same task id.</summary>
    /// <param name="at">Whose id.</param>
    public bool IsIdShared(int at) => TaskIds.IsShared(Ids, at);
}

/// <summary>A submission is done with: all its parts came before.</summary>
public sealed class SubmissionDone : SendEvent
{
    internal static SubmissionDone Instance { get; } = new();
}

/// <summary>A submission that certainly did not arrive is tried again after a while.</summary>
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

    /// <summary>How often it was tried so far.</summary>
    public int Attempt { get; }

    /// <summary>How long until the next try.</summary>
    public TimeSpan Delay { get; }
}
