using EmailCar.Harness.Children;
using EmailCar.Harness.Serving;

namespace EmailCar.Harness.Faults;

/// <summary>Compares the results of the module with the records of the server.</summary>
/// <param name="ledger">The records of the server.</param>
/// <param name="isAboutTime">True if a valid response may be late on a busy machine.</param>
internal sealed class FaultAccounting(SentMailIndex ledger, bool isAboutTime)
{
    public const string Twice = "recipients accepted twice";

    private const int MaxUnknownSubmissions = 4;

    public Findings Findings { get; } = new();

    /// <summary>The number of emails that are unknown although the server responded correctly and, by its own clock, in time.</summary>
    public int TakenForLate { get; private set; }

    public void Check(IReadOnlyList<string> recipients, RunOutput output)
    {
        var results = output.Results.ToLookup(r => r.To);
        foreach (var recipient in recipients)
        {
            var entry = ledger[recipient];
            Demand(entry.Accepted <= 1, Twice, recipient);
            Demand(results[recipient].Count() == 1, "recipients without exactly one status", recipient);
            foreach (var result in results[recipient])
            {
                Check(result, entry);
            }
        }
    }

    /// <summary>Verifies that a service that never responds ends the run before many emails are unknown.</summary>
    public void CheckBreaker(RunOutput output, int batchSize)
    {
        var statuses = output.Results.CountBy(r => r.Status).ToDictionary();
        var unknown = statuses.GetValueOrDefault("Unknown");
        Demand(unknown is > 0 && unknown <= MaxUnknownSubmissions * batchSize, "more Unknown than 4 submissions", $"{unknown} recipients");
        Demand(unknown + statuses.GetValueOrDefault("NotSent") == output.Results.Count, "neither Unknown nor NotSent", string.Join(", ", statuses));
        Demand(output.ErrorIds.Count > 0, "no error says that the run ended", "");
    }

    /// <summary>
    /// Verifies a repeated command without faults: known results remain, unknown ones remain unknown, and the rest is sent.
    /// </summary>
    public void CheckResumed(RunOutput first, RunOutput second)
    {
        var again = second.Results.ToLookup(r => r.To);
        foreach (var before in first.Results)
        {
            var expected = before.Status switch { "Submitted" => "Skipped", "Unknown" => "Unknown", _ => "Submitted" };
            var results = again[before.To].ToArray();
            var entry = ledger[before.To];
            var example = $"{before.To}: {before.Status}, then {string.Join(" and ", results.Select(r => r.Status))}; at the server {entry}";
            Demand(entry.Accepted <= 1, Twice, example);
            Demand(results is [var only] && only.Status == expected, "not resumed as the journal asks", example);
            Demand(results.All(r => r.Id is null || r.Id == entry.Id), "another id than the server gave", example);
        }
    }

    private void Check(Result result, SentMailIndex.Entry entry)
    {
        var example = $"{result}; at the server {entry}";
        switch (result.Status)
        {
            case "Submitted":
                Demand(entry.Accepted > 0 && result.Id == entry.Id, "Submitted, and the server does not agree", example);
                break;
            case "Rejected":
                Demand(entry is { Accepted: 0, Refused: > 0 }, "Rejected, and the server does not agree", example);
                break;
            case "NotSent":
                Demand(entry.Accepted == 0, "NotSent, yet accepted", example);
                break;
            case "Unknown" when entry is { AnsweredWell: false, Refused: 0 }:
                break;
            case "Unknown" when isAboutTime:
                TakenForLate++;
                break;
            case "Unknown":
                Demand(false, "Unknown, though answered well", example);
                break;
            default:
                Demand(false, "a status that nothing explains", example);
                break;
        }
    }

    private void Demand(bool holds, string what, string example)
    {
        if (!holds)
        {
            Findings.Add(what, example);
        }
    }
}
