using EmailCar.Emails;

namespace EmailCar.Verdicts;

/// <summary>The finding for one submission with an unknown result.</summary>
public sealed class SubmissionVerdict
{
    internal SubmissionVerdict(UnknownSubmission unknown, Finding finding)
    {
        Unknown = unknown;
        Finding = finding;
    }

    /// <summary>The number of the submission in the journal.</summary>
    public long Submission => Unknown.Number;

    /// <summary>When the submission was about to depart, by the clock of this machine; null if the journal does not record it.</summary>
    public DateTimeOffset? Time => Unknown.Departure;

    /// <summary>What the list shows.</summary>
    public Finding Finding { get; }

    /// <summary>The number of recipients.</summary>
    public int Recipients => Unknown.Mails.Count;

    /// <summary>The number of matching rows that are not known to belong to another submission.</summary>
    public int Rows { get; internal init; }

    /// <summary>The number of other submissions that the rows may belong to.</summary>
    public int Rivals { get; internal init; }

    internal UnknownSubmission Unknown { get; }

    /// <summary>One task id per recipient, if they are certain; otherwise null.</summary>
    internal IReadOnlyList<long?>? Ids { get; init; }

    /// <summary>The ids of the rows.</summary>
    internal IReadOnlyList<long?> RowIds { get; init; } = [];

    /// <summary>The address, the caller's message key and the task id of a recipient.</summary>
    /// <param name="at">The index of the recipient, from 0.</param>
    public (string To, string? MessageKey, long? Id) this[int at] =>
        (Unknown.Mails[at].Address, MailKeys.CallersOwn(Unknown.Mails[at].Key), Ids?[at]);
}
