namespace EmailCar.Benchmarks.Starting;

/// <summary>Things that are measured in turns, so that what else the machine does hits all alike.</summary>
internal static class Turns
{
    /// <summary>The median of each; a round before all others, which finds nothing in the disk's cache, does not count.</summary>
    public static double[] Medians(int rounds, params Func<double>[] measures)
    {
        var measured = Enumerable.Range(0, rounds + 1).Select(_ => measures.Select(measure => measure()).ToArray()).ToArray();
        return [.. measures.Select((_, i) => measured.Skip(1).Select(round => round[i]).Order().ElementAt(rounds / 2))];
    }
}
