namespace EmailCar.Journal;

/// <summary>One line of a journal after the header, as it was read (docs/journal.md).</summary>
/// <param name="State">sending, submitted, rejected, unknown, notsent or verdict.</param>
/// <param name="Submission">Which submission of the journal.</param>
internal sealed record JournalEvent(string State, long Submission)
{
    /// <summary>When the line was written; null where the line does not say.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The emails of the submission; null except for "sending".</summary>
    public IReadOnlyList<JournalMail>? Mails { get; init; }

    /// <summary>The emails' task ids, in their order; null except for "submitted" and a verdict of "submitted".</summary>
    public IReadOnlyList<long?>? Ids { get; init; }

    /// <summary>How a "sending" submission leaves; version 1 knew the WebAPI only.</summary>
    public SendVia Via { get; init; }

    /// <summary>The salted hash of what mail/lists shows of the email; null in version 1.</summary>
    public string? Content { get; init; }

    /// <summary>The header whose salt the hash has.</summary>
    public JournalHeader? Header { get; init; }

    /// <summary>Why the outcome is not "submitted"; null when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>What a verdict says: submitted or notsent; null for other lines.</summary>
    public string? Verdict { get; init; }

    /// <summary>The ids of the rows that a verdict rests on; null for other lines.</summary>
    public IReadOnlyList<long?>? Rows { get; init; }

    /// <summary>True when the line settles its submission for good: nothing may follow but a verdict on an unknown one.</summary>
    public bool IsFinal => State is not (JournalLines.Sending or JournalLines.Unknown);

    /// <summary>What the line makes of its submission: the state, or what the verdict says.</summary>
    public string Outcome => Verdict ?? State;
}
