using EmailCar.Harness.Children;
using EmailCar.Harness.Serving;

namespace EmailCar.Harness.Kills;

/// <summary>Compares the results of the last run of a list with the records of the server.</summary>
internal sealed class KillAccounting(KillService service, HashSet<string> inFlight, KillTally tally)
{
    private readonly SentMailIndex _ledger = service.SentMailIndex;

    public void Check(IReadOnlyList<string> recipients, RunOutput output)
    {
        var results = output.Results.ToLookup(r => r.To);
        foreach (var recipient in recipients)
        {
            Check(recipient, [.. results[recipient]], _ledger[recipient]);
        }

        var unknown = output.Results.Where(r => r.Status == "Unknown").ToArray();
        tally.AddList(recipients.Count, unknown.Length, unknown.Count(r => _ledger[r.To].Accepted > 0));
    }

    private void Check(string recipient, Result[] results, SentMailIndex.Entry entry)
    {
        var example = $"{recipient}: {string.Join(" and ", results.Select(r => $"{r.Status} {r.Id} '{r.Message}'"))}; at the server {entry}";
        var wasInFlight = inFlight.Contains(recipient);
        foreach (var (isWrong, what) in new[]
        {
            (entry.Accepted > 1, KillTally.Twice),
            (results.Length != 1, KillTally.NotOneResult),
            (IsLost(results, entry, wasInFlight, hasIds: service.SmtpPort == 0), KillTally.Lost),
            (results.Any(r => r.Status == "Unknown") && !wasInFlight, KillTally.UnknownForNoReason),
            (results.Any(r => r.Status != "Unknown") && wasInFlight, KillTally.Guessed),
            (results.Any(r => r.Id is not null && r.Id != entry.Id), KillTally.WrongId),
            (service.Mistaken(recipient) is not null, KillTally.Mistaken),
        })
        {
            if (isWrong)
            {
                tally.Findings.Add(what, example);
            }
        }
    }

    private static bool IsLost(Result[] results, SentMailIndex.Entry entry, bool wasInFlight, bool hasIds) => results switch
    {
        [{ Status: "Submitted" or "Skipped", Id: var id }] when id is not null == hasIds => entry.Accepted == 0,
        [{ Status: "Unknown" }] => entry.Accepted == 0 && !wasInFlight,
        _ => true,
    };
}
