namespace EmailCar;

/// <summary>The last state of one email in a journal (docs/journal.md).</summary>
public sealed class JournalEntry
{
    /// <summary>Creates an entry from its values.</summary>
    public JournalEntry(
        string to,
        SendStatus status,
        long? id,
        DateTimeOffset? time,
        string? messageKey,
        string? message,
        SendVia via,
        long submission,
        int attempts,
        bool isIdShared = false)
    {
        To = to;
        Status = status;
        Id = id;
        Time = time;
        MessageKey = messageKey;
        Message = message;
        Via = via;
        Submission = submission;
        Attempts = attempts;
        IsIdShared = isIdShared;
    }

    /// <summary>The recipient's address.</summary>
    public string To { get; }

    /// <summary>Submitted, Rejected, Unknown or NotSent.</summary>
    public SendStatus Status { get; }

    /// <summary>The task id of the service; null if the journal has none.</summary>
    public long? Id { get; }

    /// <summary>When the status was known; for an Unknown email without a recorded result, when it was about to be sent.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>The caller's key for the email; null if there is none.</summary>
    public string? MessageKey { get; }

    /// <summary>Why it is not Submitted; null if there is no message.</summary>
    public string? Message { get; }

    /// <summary>How its last submission was sent.</summary>
    public SendVia Via { get; }

    /// <summary>The number of the submission that determines the status, from 1.</summary>
    public long Submission { get; }

    /// <summary>The number of submissions in which it was sent.</summary>
    public int Attempts { get; }

    /// <summary>Whether other recipients of the submission have the same task id: a delivery with it may be theirs.</summary>
    public bool IsIdShared { get; }

    /// <summary>Returns the status and the recipient.</summary>
    public override string ToString() => $"{Status}: {To}";
}
