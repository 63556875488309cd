namespace EmailCar.Verdicts;

/// <summary>
/// How far the times of rows lie from the departures of their submissions: the difference of the two clocks, and the service's
/// delay. Measured, at a submission that is known to have arrived.
/// </summary>
/// <param name="At">When that submission left, by this machine's clock.</param>
/// <param name="Least">The least difference of a row.</param>
/// <param name="Most">The greatest.</param>
internal readonly record struct ClockDifference(DateTimeOffset At, TimeSpan Least, TimeSpan Most)
{
    /// <summary>Rows give whole seconds.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <summary>What a clock may drift, and a delay vary, between the measured submission and another.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>How long a body may be on its way after the run ended, or gave up.</summary>
    private static readonly TimeSpan Transit = TimeSpan.FromMinutes(1);

    /// <summary>Measured at one submission and its rows; null when no row has a time.</summary>
    public static ClockDifference? Measure(DateTimeOffset departure, IEnumerable<Delivery> rows)
    {
        var differences = rows.Select(row => row.SentAt - departure).OfType<TimeSpan>().ToArray();
        return differences.Length == 0 ? null : new ClockDifference(departure, differences.Min(), differences.Max() + Resolution);
    }

    /// <summary>The nearest of those measured, taken together; null without any.</summary>
    public static ClockDifference? Near(DateTimeOffset departure, IEnumerable<ClockDifference> measured)
    {
        const int Enough = 5;
        var nearest = measured.OrderBy(difference => (difference.At - departure).Duration()).Take(Enough).ToArray();
        return nearest.Length == 0 ? null : new ClockDifference(departure, nearest.Min(d => d.Least), nearest.Max(d => d.Most));
    }

    /// <summary>The service's times between which the rows of a submission can lie.</summary>
    /// <param name="departure">When it was about to leave.</param>
    /// <param name="end">When the journal knew nothing more of it.</param>
    public (DateTimeOffset Start, DateTimeOffset End) Window(DateTimeOffset departure, DateTimeOffset end) =>
        (departure + Least - Tolerance, end + Transit + Most + Tolerance);
}
