namespace EmailCar.Deliveries;

/// <summary>A mail whose fate is asked for.</summary>
/// <param name="Id">Its task id.</param>
/// <param name="To">Its recipient; null when only the id is known.</param>
/// <param name="Subject">Its subject; null when only the id is known.</param>
/// <param name="SubmittedAt">When it was submitted, which tells the day to look at; null when unknown.</param>
public sealed record MailReference(long Id, string? To, string? Subject, DateTimeOffset? SubmittedAt)
{
    /// <summary>True when other recipients of the submission have the same id: then no row is certain to be the recipient's.</summary>
    public bool IsIdShared { get; init; }
}
