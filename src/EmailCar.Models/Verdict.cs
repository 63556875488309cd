namespace EmailCar;

/// <summary>What the service's list shows of one recipient's email whose outcome was unknown (docs/journal.md, Verdicts).</summary>
public sealed class Verdict
{
    /// <summary>A verdict, value by value.</summary>
    public Verdict(
        string to, SendStatus status, long? id, bool isNotListed, DateTimeOffset? time, string? messageKey, string message, long submission)
    {
        To = to;
        Status = status;
        Id = id;
        IsNotListed = isNotListed;
        Time = time;
        MessageKey = messageKey;
        Message = message;
        Submission = submission;
    }

    /// <summary>The recipient's address.</summary>
    public string To { get; }

    /// <summary>Submitted, NotSent, or Unknown where the list does not decide.</summary>
    public SendStatus Status { get; }

    /// <summary>The task id, where a row carries it and it is certain whose it is; null otherwise.</summary>
    public long? Id { get; }

    /// <summary>True when the service lists no such email although it had the time to.</summary>
    public bool IsNotListed { get; }

    /// <summary>When the email was about to leave, by this machine's clock; null where the journal does not say.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>The caller's own key of the email; null without.</summary>
    public string? MessageKey { get; }

    /// <summary>What was found, with the numbers.</summary>
    public string Message { get; }

    /// <summary>The number of the submission in the journal.</summary>
    public long Submission { get; }

    /// <summary>The status and the recipient.</summary>
    public override string ToString() => $"{Status}: {To}";
}
