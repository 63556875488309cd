namespace EmailCar;

/// <summary>The result of sending one recipient's email.</summary>
public sealed class SendResult
{
    /// <summary>Creates a result from its values.</summary>
    public SendResult(string to, SendStatus status, long? id, string? subject, string? message, DateTimeOffset time, string? messageKey, SendVia? via = null, bool isIdShared = false)
    {
        To = to;
        Status = status;
        Id = id;
        Subject = subject;
        Message = message;
        Time = time;
        MessageKey = messageKey;
        Via = via;
        IsIdShared = isIdShared;
    }

    /// <summary>The recipient's address; the original text of the row if the address is not valid.</summary>
    public string To { get; }

    /// <summary>Submitted, Rejected, Unknown, NotSent or Skipped.</summary>
    public SendStatus Status { get; }

    /// <summary>The task id of the service; null if there is none, or if the response did not contain one.</summary>
    public long? Id { get; }

    /// <summary>The subject of the email.</summary>
    public string? Subject { get; }

    /// <summary>Why it is not Submitted; null if there is no message.</summary>
    public string? Message { get; }

    /// <summary>When the result was known.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The caller's key for the email; null if there is none.</summary>
    public string? MessageKey { get; }

    /// <summary>Whether other recipients of the submission have the same task id: a delivery with it may be theirs.</summary>
    public bool IsIdShared { get; }

    /// <summary>How it was submitted; null if it was not submitted, or if the result comes from the journal of an earlier run.</summary>
    public SendVia? Via { get; }

    /// <summary>Returns the status and the recipient.</summary>
    public override string ToString() => $"{Status}: {To}";
}
