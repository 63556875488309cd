namespace EmailCar.Verdicts;

/// <summary>
/// Decides the result of a submission from the journal and the rows that the service lists (docs/journal.md, Verdicts). If it is
/// not certain, the result remains unknown.
/// </summary>
/// <param name="evidence">The information in the journal.</param>
/// <param name="rows">The rows that the service lists.</param>
/// <param name="clocks">The measured differences of the clocks.</param>
/// <param name="trust">What the known submissions show about the reliability of the list.</param>
internal sealed class Judge(JournalEvidence evidence, ListedRows rows, IReadOnlyList<ClockDifference> clocks, ListTrust trust)
{
    private readonly HashSet<long> _claimed = trust.AreIdsTheSame ? [.. evidence.Known.SelectMany(known => known.Ids)] : [];
    /// <summary>The content in version 1 is not known and may be any; it is stored under the empty key.</summary>
    private readonly ILookup<string, KnownSubmission> _known = evidence.Known.ToLookup(known => known.Content ?? "");
    private readonly ILookup<string, UnknownSubmission> _unknown = evidence.Unknown.ToLookup(unknown => unknown.Content ?? "");

    /// <summary>Decides the result of a submission.</summary>
    /// <param name="unknown">The submission.</param>
    /// <param name="settle">How long the service is given to list a submission, counted from its end.</param>
    /// <param name="now">The time on this machine when the list was requested.</param>
    public SubmissionVerdict Decide(UnknownSubmission unknown, TimeSpan settle, DateTimeOffset now)
    {
        if (unknown.Content is not { } content || unknown.Departure is not { } departure)
        {
            return new SubmissionVerdict(unknown, Finding.NoEvidence);
        }

        if (trust.IsAltered)
        {
            return new SubmissionVerdict(unknown, Finding.NotComparable);
        }

        if (ClockDifference.Near(departure, clocks) is not { } clock)
        {
            return new SubmissionVerdict(unknown, Finding.NoClock);
        }

        var (start, end) = clock.Window(departure, unknown.End);
        var later = end + settle;
        var free = rows[content].Where(row => !IsClaimed(row) && !(row.SentAt < start) && !(row.SentAt > later)).ToArray();
        var own = free.Where(row => !(row.SentAt > end)).ToArray();
        if (own.Length == 0)
        {
            return new SubmissionVerdict(unknown, FindingWithoutRows(free.Length, isSettled: now >= unknown.End + settle, unknown.Via)) { Rows = free.Length };
        }

        var rivals = Rivals(unknown, own);
        var finding = rivals > 0 ? Finding.Ambiguous : own.Length != unknown.Mails.Count ? Finding.OtherCount : Finding.Accepted;
        return new SubmissionVerdict(unknown, finding)
        {
            Rows = own.Length,
            Rivals = rivals,
            Ids = finding == Finding.Accepted ? Pair(own) : null,
            RowIds = [.. own.Select(row => row.Id)],
        };
    }

    private Finding FindingWithoutRows(int late, bool isSettled, SendVia via) =>
        late > 0 ? Finding.OtherTime
            : !isSettled ? Finding.NotSettled
            : via == SendVia.Smtp ? Finding.OverSmtp
            : trust.IsComplete ? Finding.NotListed
            : Finding.NotComparable;

    private bool IsClaimed(Delivery row) => row.Id is { } id && _claimed.Contains(id);

    /// <summary>Counts other submissions with the same content that one of the rows may belong to.</summary>
    private int Rivals(UnknownSubmission unknown, Delivery[] own) =>
        _unknown[unknown.Content!].Concat(_unknown[""]).Count(other => other != unknown && CanClaim(other.Departure, other.End, own))
        + _known[unknown.Content!].Concat(_known[""]).Count(known => CanClaim(
            known.Departure, known.Departure, own.Where(row => row.Id is null || !known.HasAllIds || !trust.AreIdsTheSame)));

    private bool CanClaim(DateTimeOffset? departure, DateTimeOffset end, IEnumerable<Delivery> own)
    {
        if (departure is not { } left || ClockDifference.Near(left, clocks) is not { } clock)
        {
            return true;
        }

        var (from, until) = clock.Window(left, end);
        return own.Any(row => !(row.SentAt < from) && !(row.SentAt > until));
    }

    /// <summary>Assigns an id to each recipient: one row for one recipient, or the same id for all. Otherwise the assignment is not known.</summary>
    private static long?[]? Pair(Delivery[] own) =>
        own[0].Id is { } id && own.All(row => row.Id == id) ? [.. own.Select(_ => (long?)id)] : null;
}
