namespace EmailCar;

/// <summary>What a journal says of one email: its last state (docs/journal.md).</summary>
public sealed class JournalEntry
{
    /// <summary>An entry, value by value.</summary>
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

    /// <summary>The service's task id; null where the journal has none.</summary>
    public long? Id { get; }

    /// <summary>When the status was known; of an Unknown without an outcome, when it was about to leave.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>The caller's own key of the email; null without.</summary>
    public string? MessageKey { get; }

    /// <summary>Why it is not Submitted; null when there is nothing to say.</summary>
    public string? Message { get; }

    /// <summary>How its last submission left.</summary>
    public SendVia Via { get; }

    /// <summary>The number of the submission that decides the status, from 1.</summary>
    public long Submission { get; }

    /// <summary>In how many submissions it left.</summary>
    public int Attempts { get; }

    /// <summary>True when other recipients of the submission have the same task id: a delivery with it may be theirs.</summary>
    public bool IsIdShared { get; }

    /// <summary>The status and the recipient.</summary>
    public override string ToString() => $"{Status}: {To}";
}
