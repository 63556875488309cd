namespace EmailCar.Reports;

/// <summary>A text and how often it was counted.</summary>
/// <param name="Text">The text; null for all that had no place in the list.</param>
/// <param name="Failed">Emails that failed.</param>
/// <param name="Total">All emails that it was counted for.</param>
public sealed record ReportEntry(string? Text, long Failed, long Total);

/// <summary>Counts by text, in memory that does not grow with the number of emails.</summary>
internal sealed class Tally
{
    /// <summary>What is frequent is met early: what comes after so many texts is counted as the others.</summary>
    public const int MaxTexts = 5000;

    private readonly Dictionary<string, (long Failed, long Total)> _counts = new(StringComparer.OrdinalIgnoreCase);
    private (long Failed, long Total) _others;

    public void Add(string text, bool isFailed)
    {
        var failed = isFailed ? 1 : 0;
        if (_counts.TryGetValue(text, out var counts))
        {
            _counts[text] = (counts.Failed + failed, counts.Total + 1);
        }
        else if (_counts.Count < MaxTexts)
        {
            _counts.Add(text, (failed, 1));
        }
        else
        {
            _others = (_others.Failed + failed, _others.Total + 1);
        }
    }

    /// <summary>The texts with the most failures, most first, and the sum of all others as the last where there are any.</summary>
    public IReadOnlyList<ReportEntry> Top(int count)
    {
        var sorted = _counts.Where(pair => pair.Value.Failed > 0)
            .OrderByDescending(pair => pair.Value.Failed)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToArray();
        var entries = sorted.Take(count).Select(pair => new ReportEntry(pair.Key, pair.Value.Failed, pair.Value.Total)).ToList();
        var rest = sorted.Skip(count).Sum(pair => pair.Value.Failed) + _others.Failed;
        if (rest > 0)
        {
            entries.Add(new ReportEntry(null, rest, rest));
        }

        return entries;
    }
}
