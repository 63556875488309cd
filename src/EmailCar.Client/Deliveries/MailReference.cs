namespace EmailCar.Deliveries;

/// <summary>An email to look up.</summary>
/// <param name="Id">The task id.</param>
/// <param name="To">The recipient; null if only the id is known.</param>
/// <param name="Subject">The subject; null if only the id is known.</param>
/// <param name="SubmittedAt">When the email was submitted, which gives the day to read; null if not known.</param>
public sealed record MailReference(long Id, string? To, string? Subject, DateTimeOffset? SubmittedAt)
{
    /// <summary>Whether other recipients of the submission have the same task id: a delivery with it may be theirs.</summary>
    public bool IsIdShared { get; init; }
}
