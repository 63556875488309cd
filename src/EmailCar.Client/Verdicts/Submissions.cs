using EmailCar.Journal;

namespace EmailCar.Verdicts;

/// <summary>A submission whose outcome is unknown.</summary>
/// <param name="Number">Its number in the journal.</param>
/// <param name="Mails">Its emails.</param>
/// <param name="Departure">When it was about to leave; null where the journal does not say.</param>
/// <param name="Content">The hash of what its rows show; null in version 1.</param>
/// <param name="Salt">The salt of the hash.</param>
internal sealed record UnknownSubmission(
    long Number, IReadOnlyList<JournalMail> Mails, DateTimeOffset? Departure, string? Content, string? Salt)
{
    /// <summary>How it left.</summary>
    public SendVia Via { get; init; }

    /// <summary>When the run gave up waiting for an answer; null when the run itself ended.</summary>
    public DateTimeOffset? GaveUp { get; init; }

    /// <summary>The time from which on the journal knows nothing more of it.</summary>
    public DateTimeOffset End => GaveUp ?? Departure ?? DateTimeOffset.MinValue;
}

/// <summary>A submission that the service is known to have accepted.</summary>
/// <param name="Number">Its number in the journal.</param>
/// <param name="Recipients">How many emails it has.</param>
/// <param name="Departure">When it was about to leave.</param>
/// <param name="Content">The hash of what its rows show; null in version 1.</param>
/// <param name="Salt">The salt of the hash.</param>
/// <param name="Ids">The ids of its rows, as far as they are known.</param>
/// <param name="HasAllIds">True when they are known for each recipient.</param>
internal sealed record KnownSubmission(
    long Number, int Recipients, DateTimeOffset Departure, string? Content, string? Salt, IReadOnlyList<long> Ids, bool HasAllIds);
