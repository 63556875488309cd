namespace EmailCar.Reports;

/// <summary>A text and its counts.</summary>
/// <param name="Text">The text; null for the sum of all texts that are not listed.</param>
/// <param name="Failed">The number of failed emails.</param>
/// <param name="Total">The number of all emails with this text.</param>
public sealed record ReportEntry(string? Text, long Failed, long Total);

/// <summary>Counts by text, using memory that does not grow with the number of emails.</summary>
internal sealed class Tally
{
    /// <summary>The maximum number of texts. Frequent texts occur early; later texts are counted as others.</summary>
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

    /// <summary>
    /// Returns the texts with the most failures, in descending order. If there are other texts, the last entry is their sum.
    /// </summary>
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
