namespace EmailCar;

/// <summary>What the service's list shows about one email with an unknown result (docs/journal.md, Verdicts).</summary>
public sealed class Verdict
{
    /// <summary>Creates a verdict from its values.</summary>
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

    /// <summary>Submitted, NotSent, or Unknown if the list does not prove either.</summary>
    public SendStatus Status { get; }

    /// <summary>The task id, if it is in the row and certain to belong to this recipient; otherwise null.</summary>
    public long? Id { get; }

    /// <summary>Whether the service does not list the email, although it had enough time.</summary>
    public bool IsNotListed { get; }

    /// <summary>When the email was about to be sent, by the clock of this machine; null if the journal does not record it.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>The caller's key for the email; null if there is none.</summary>
    public string? MessageKey { get; }

    /// <summary>The finding as text, with the numbers.</summary>
    public string Message { get; }

    /// <summary>The number of the submission in the journal.</summary>
    public long Submission { get; }

    /// <summary>Returns the status and the recipient.</summary>
    public override string ToString() => $"{Status}: {To}";
}
