using EmailCar.Journal;

namespace EmailCar.Verdicts;

/// <summary>A submission with an unknown result.</summary>
/// <param name="Number">The number of the submission in the journal.</param>
/// <param name="Mails">The emails of the submission.</param>
/// <param name="Departure">When it was about to depart; null if the journal does not record it.</param>
/// <param name="Content">The hash of the values that its rows show; null in version 1.</param>
/// <param name="Salt">The salt of the hash.</param>
internal sealed record UnknownSubmission(
    long Number, IReadOnlyList<JournalMail> Mails, DateTimeOffset? Departure, string? Content, string? Salt)
{
    /// <summary>How it was sent.</summary>
    public SendVia Via { get; init; }

    /// <summary>When the run gave up waiting for a response; null if the run itself ended.</summary>
    public DateTimeOffset? GaveUp { get; init; }

    /// <summary>The time of the last information in the journal about this submission.</summary>
    public DateTimeOffset End => GaveUp ?? Departure ?? DateTimeOffset.MinValue;
}

/// <summary>A submission that is known to be accepted.</summary>
/// <param name="Number">The number of the submission in the journal.</param>
/// <param name="Recipients">The number of its emails.</param>
/// <param name="Departure">When it was about to depart.</param>
/// <param name="Content">The hash of the values that its rows show; null in version 1.</param>
/// <param name="Salt">The salt of the hash.</param>
/// <param name="Ids">The known ids of its rows.</param>
/// <param name="HasAllIds">True if the ids of all recipients are known.</param>
internal sealed record KnownSubmission(
    long Number, int Recipients, DateTimeOffset Departure, string? Content, string? Salt, IReadOnlyList<long> Ids, bool HasAllIds);
