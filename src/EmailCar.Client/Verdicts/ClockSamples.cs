namespace EmailCar.Verdicts;

/// <summary>Selects the accepted submissions that are used to compare the clocks: those nearest to the unknown ones.</summary>
internal static class ClockSamples
{
    /// <summary>The maximum clock difference if only the content shows which rows belong to a submission.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromHours(1);

    /// <summary>Returns the submissions that can be queried by id.</summary>
    public static IReadOnlyList<KnownSubmission> ById(JournalEvidence evidence, IReadOnlyList<UnknownSubmission> unknown, int most) =>
        Nearest([.. evidence.Known.Where(known => known.Content is not null && known.Ids.Count > 0)], unknown, most);

    /// <summary>Returns the submissions whose content no other submission has.</summary>
    public static IReadOnlyList<KnownSubmission> ByContent(JournalEvidence evidence, IReadOnlyList<UnknownSubmission> unknown, int most)
    {
        var contents = evidence.Known.Select(known => known.Content)
            .Concat(evidence.Unknown.Select(u => u.Content))
            .OfType<string>()
            .GroupBy(content => content)
            .Where(same => same.Count() == 1)
            .Select(same => same.Key);
        var own = new HashSet<string>(contents, StringComparer.Ordinal);
        return Nearest([.. evidence.Known.Where(known => known.Content is not null && own.Contains(known.Content))], unknown, most);
    }

    /// <summary>
    /// Returns the nearest submission before and after each unknown one; if there are too many, an evenly spread selection of them.
    /// </summary>
    private static List<KnownSubmission> Nearest(KnownSubmission[] known, IReadOnlyList<UnknownSubmission> unknown, int most)
    {
        Array.Sort(known, (a, b) => a.Departure.CompareTo(b.Departure));
        var times = known.Select(k => k.Departure).ToArray();
        var near = new SortedSet<int>();
        foreach (var departure in unknown.Select(u => u.Departure!.Value))
        {
            var at = Array.BinarySearch(times, departure);
            var after = at < 0 ? ~at : at;
            near.UnionWith(new[] { after - 1, after }.Where(i => i >= 0 && i < known.Length));
        }

        var all = near.ToArray();
        var step = Math.Max(1, (all.Length + most - 1) / most);
        return [.. all.Where((_, i) => i % step == 0).Select(i => known[i])];
    }
}
