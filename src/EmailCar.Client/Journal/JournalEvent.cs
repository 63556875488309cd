namespace EmailCar.Journal;

/// <summary>One line of a journal after the header (docs/journal.md).</summary>
/// <param name="State">sending, submitted, rejected, unknown, notsent or verdict.</param>
/// <param name="Submission">The number of the submission in the journal.</param>
internal sealed record JournalEvent(string State, long Submission)
{
    /// <summary>When the line was written; null if the line does not contain a time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The emails of the submission; null except for "sending".</summary>
    public IReadOnlyList<JournalMail>? Mails { get; init; }

    /// <summary>The task ids of the emails, in their order; null except for "submitted" and a verdict of "submitted".</summary>
    public IReadOnlyList<long?>? Ids { get; init; }

    /// <summary>How the submission is sent; version 1 only supported the WebAPI.</summary>
    public SendVia Via { get; init; }

    /// <summary>The salted hash of the values that mail/lists shows for the email; null in version 1.</summary>
    public string? Content { get; init; }

    /// <summary>The header with the salt of the hash.</summary>
    public JournalHeader? Header { get; init; }

    /// <summary>Why the result is not "submitted"; null if there is no message.</summary>
    public string? Message { get; init; }

    /// <summary>The verdict: submitted or notsent; null for other lines.</summary>
    public string? Verdict { get; init; }

    /// <summary>The ids of the rows that the verdict is based on; null for other lines.</summary>
    public IReadOnlyList<long?>? Rows { get; init; }

    /// <summary>Whether the result is final: only a verdict on an unknown submission may follow.</summary>
    public bool IsFinal => State is not (JournalLines.Sending or JournalLines.Unknown);

    /// <summary>The result of the submission after this line: the state, or the verdict.</summary>
    public string Outcome => Verdict ?? State;
}
