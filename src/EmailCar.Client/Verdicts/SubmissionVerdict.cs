using EmailCar.Emails;

namespace EmailCar.Verdicts;

/// <summary>What was found of one submission whose outcome was unknown.</summary>
public sealed class SubmissionVerdict
{
    internal SubmissionVerdict(UnknownSubmission unknown, Finding finding)
    {
        Unknown = unknown;
        Finding = finding;
    }

    /// <summary>Its number in the journal.</summary>
    public long Submission => Unknown.Number;

    /// <summary>When it was about to leave, by this machine's clock; null where the journal does not say.</summary>
    public DateTimeOffset? Time => Unknown.Departure;

    /// <summary>What the list shows.</summary>
    public Finding Finding { get; }

    /// <summary>How many recipients it has.</summary>
    public int Recipients => Unknown.Mails.Count;

    /// <summary>Matching rows that no other submission is known to own.</summary>
    public int Rows { get; internal init; }

    /// <summary>Other submissions that can claim the rows.</summary>
    public int Rivals { get; internal init; }

    internal UnknownSubmission Unknown { get; }

    /// <summary>One task id a recipient where they are certain; null otherwise.</summary>
    internal IReadOnlyList<long?>? Ids { get; init; }

    /// <summary>The ids of the rows.</summary>
    internal IReadOnlyList<long?> RowIds { get; init; } = [];

    /// <summary>The address, the caller's own key and the task id of a recipient.</summary>
    /// <param name="at">Which, from 0.</param>
    public (string To, string? MessageKey, long? Id) this[int at] =>
        (Unknown.Mails[at].Address, MailKeys.CallersOwn(Unknown.Mails[at].Key), Ids?[at]);
}
