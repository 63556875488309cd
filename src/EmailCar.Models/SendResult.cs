namespace EmailCar;

/// <summary>The result of sending one recipient's email.</summary>
public sealed class SendResult
{
    /// <summary>A result, value by value.</summary>
    public SendResult(string to, SendStatus status, long? id, string? subject, string? message, DateTimeOffset time, string? messageKey, bool isIdShared = false)
    {
        To = to;
        Status = status;
        Id = id;
        Subject = subject;
        Message = message;
        Time = time;
        MessageKey = messageKey;
        IsIdShared = isIdShared;
    }

    /// <summary>The recipient's address; as it was in the row when it is unusable.</summary>
    public string To { get; }

    /// <summary>Submitted, Rejected, Unknown, NotSent or Skipped.</summary>
    public SendStatus Status { get; }

    /// <summary>The service's task id; null where there is none or the answer named none.</summary>
    public long? Id { get; }

    /// <summary>The email's subject.</summary>
    public string? Subject { get; }

    /// <summary>Why it is not Submitted; null when there is nothing to say.</summary>
    public string? Message { get; }

    /// <summary>When the result was known.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The caller's own key of the email; null without.</summary>
    public string? MessageKey { get; }

    /// <summary>True when other recipients of the submission have the same task id: a delivery with it may be theirs.</summary>
    public bool IsIdShared { get; }

    /// <summary>The status and the recipient.</summary>
    public override string ToString() => $"{Status}: {To}";
}
