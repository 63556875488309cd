namespace EmailCar.Benchmarks.Starting;

/// <summary>Alternates measurements, so that other work of the machine affects all of them equally.</summary>
internal static class Turns
{
    /// <summary>Returns the median of each measurement. A first round, without data in the disk cache, does not count.</summary>
    public static double[] Medians(int rounds, params Func<double>[] measures)
    {
        var measured = Enumerable.Range(0, rounds + 1).Select(_ => measures.Select(measure => measure()).ToArray()).ToArray();
        return [.. measures.Select((_, i) => Median(measured.Skip(1).Select(round => round[i])))];
    }

    /// <summary>
    /// Returns the medians of two measurements, and of their difference in the same round: a temporary slowdown of the machine affects
    /// both. Every other round begins with the second.
    /// </summary>
    public static (double First, double Second, double Beyond) Pairs(int rounds, Func<double> first, Func<double> second)
    {
        var measured = new List<(double First, double Second)>();
        for (var round = 0; round <= rounds; round++)
        {
            var early = round % 2 == 0 ? first() : second();
            var late = round % 2 == 0 ? second() : first();
            measured.Add(round % 2 == 0 ? (early, late) : (late, early));
        }

        measured.RemoveAt(0);
        return (Median(measured.Select(m => m.First)), Median(measured.Select(m => m.Second)), Median(measured.Select(m => m.First - m.Second)));
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
