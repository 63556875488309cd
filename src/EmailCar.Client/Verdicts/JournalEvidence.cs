using EmailCar.Journal;

namespace EmailCar.Verdicts;

/// <summary>
/// The information in a journal about its unknown submissions, read in two passes: first which submissions are unknown, then the
/// submissions around them.
/// </summary>
internal sealed class JournalEvidence
{
    /// <summary>
    /// How far in time an accepted submission may be from an unknown one to be compared with it; long enough for a weekend.
    /// </summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(3);

    private readonly Dictionary<long, DateTimeOffset?> _open = [];
    private readonly Dictionary<long, JournalEvent> _begun = [];
    private readonly Dictionary<long, UnknownSubmission> _unknown = [];
    private readonly List<KnownSubmission> _known = [];
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>The submissions with an unknown result, in the order of their departure.</summary>
    public IReadOnlyList<UnknownSubmission> Unknown { get; private set; } = [];

    /// <summary>The accepted submissions within three days of them.</summary>
    public IReadOnlyList<KnownSubmission> Known => _known;

    /// <summary>Adds an event in the first pass.</summary>
    public void Note(JournalEvent happened)
    {
        if (happened.Mails is not null)
        {
            _open[happened.Submission] = happened.Time;
        }
        else if (happened.IsFinal)
        {
            _open.Remove(happened.Submission);
        }
    }

    /// <summary>Reads the second pass.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="unknown">The submissions that are unknown.</param>
    public void Read(IJournalStore journal, IEnumerable<long> unknown)
    {
        var numbers = new HashSet<long>(unknown);
        foreach (var departure in numbers.Select(number => _open[number]).OfType<DateTimeOffset>())
        {
            _first = departure < _first ? departure : _first;
            _last = departure > _last ? departure : _last;
        }

        if (numbers.Count > 0)
        {
            _ = journal.Read(happened => Take(happened, numbers));
        }

        Unknown = [.. _unknown.Values.OrderBy(submission => submission.Number)];
    }

    private void Take(JournalEvent happened, HashSet<long> unknown)
    {
        if (happened.Mails is { } mails)
        {
            if (unknown.Contains(happened.Submission))
            {
                _unknown[happened.Submission] = new UnknownSubmission(
                    happened.Submission, mails, happened.Time, happened.Content, happened.Header?.Salt)
                { Via = happened.Via };
            }
            else if (happened.Time >= _first - Reach && happened.Time <= _last + Reach)
            {
                _begun[happened.Submission] = happened;
            }
        }
        else if (_unknown.TryGetValue(happened.Submission, out var open))
        {
            _unknown[happened.Submission] = open with { GaveUp = happened.Time };
        }
        else if (happened.IsFinal && _begun.TryGetValue(happened.Submission, out var begun))
        {
            _begun.Remove(happened.Submission);
            if (happened.Outcome == JournalLines.Submitted)
            {
                Add(begun, happened.Rows ?? happened.Ids ?? []);
            }
        }
    }

    private void Add(JournalEvent begun, IReadOnlyList<long?> ids) => _known.Add(new KnownSubmission(
        begun.Submission,
        begun.Mails!.Count,
        begun.Time!.Value,
        begun.Content,
        begun.Header?.Salt,
        [.. ids.OfType<long>().Distinct()],
        ids.Count == begun.Mails.Count && ids.All(id => id is not null)));
}
