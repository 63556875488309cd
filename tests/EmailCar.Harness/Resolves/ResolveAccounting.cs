using EmailCar.Harness.Children;
using EmailCar.Harness.Serving;

namespace EmailCar.Harness.Resolves;

/// <summary>Compares the verdicts, and the run after them, with the records of the server.</summary>
/// <param name="index">The records of the server at the end.</param>
/// <param name="accepted">The recipients that were accepted when the journal was resolved.</param>
/// <param name="tally">The results of all lists.</param>
internal sealed class ResolveAccounting(SentMailIndex index, HashSet<string> accepted, ResolveTally tally)
{
    public void Check(IReadOnlyList<string> recipients, RunOutput run, RunOutput resolved, RunOutput again)
    {
        var unknown = run.Results.Where(r => r.Status == "Unknown").Select(r => r.To).ToHashSet();
        var verdicts = resolved.Results.ToLookup(v => v.To);
        var results = again.Results.ToLookup(r => r.To);
        foreach (var to in recipients)
        {
            Check(to, unknown.Contains(to), [.. verdicts[to]], [.. results[to]]);
        }
    }

    private void Check(string to, bool wasUnknown, Result[] verdicts, Result[] results)
    {
        var entry = index[to];
        var verdict = verdicts.FirstOrDefault();
        var isDecided = verdict?.Status is null or "Submitted" or "NotSent";
        if (wasUnknown)
        {
            tally.Add(accepted.Contains(to), verdict?.Status ?? "none", verdict?.Message ?? "");
        }

        foreach (var (isWrong, what) in new[]
        {
            (entry.Accepted > 1, "recipients accepted twice"),
            (verdicts.Length != (wasUnknown ? 1 : 0), "recipients without exactly one verdict for their Unknown"),
            (verdict?.Status == "Submitted" && !accepted.Contains(to), "Submitted, though not accepted"),
            (verdict?.Status == "NotSent" && accepted.Contains(to), "NotSent, though accepted"),
            (verdict?.Id is { } id && id != entry.Id, "another id than the server gave"),
            (isDecided && entry.Accepted != 1, "decided, and not exactly one email in the end"),
            (results.Length != 1, "recipients without exactly one result"),
            (isDecided != results.All(r => r.Status is "Submitted" or "Skipped"), "a result that does not follow from the verdict"),
        })
        {
            if (isWrong)
            {
                tally.Findings.Add(what, $"{to}: {verdict}; {string.Join(" and ", results.AsEnumerable())}; at the server {entry}");
            }
        }
    }
}
