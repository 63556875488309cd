namespace EmailCar.Verdicts;

/// <summary>
/// The difference between the times of rows and the departure times of their submissions: the difference of the two clocks plus the
/// delay of the service. It is measured with a submission that is known to have arrived.
/// </summary>
/// <param name="At">When that submission departed, by the clock of this machine.</param>
/// <param name="Least">The smallest difference of a row.</param>
/// <param name="Most">The largest difference of a row.</param>
internal readonly record struct ClockDifference(DateTimeOffset At, TimeSpan Least, TimeSpan Most)
{
    /// <summary>Rows have a resolution of one second.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <summary>How much the clock may drift, and the delay may vary, between the measured submission and another one.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>How long a body may be in transit after the run has ended or given up.</summary>
    private static readonly TimeSpan Transit = TimeSpan.FromMinutes(1);

    /// <summary>Measures the difference with one submission and its rows; null if no row has a time.</summary>
    public static ClockDifference? Measure(DateTimeOffset departure, IEnumerable<Delivery> rows)
    {
        var differences = rows.Select(row => row.SentAt - departure).OfType<TimeSpan>().ToArray();
        return differences.Length == 0 ? null : new ClockDifference(departure, differences.Min(), differences.Max() + Resolution);
    }

    /// <summary>Combines the measurements nearest in time; null if there are none.</summary>
    public static ClockDifference? Near(DateTimeOffset departure, IEnumerable<ClockDifference> measured)
    {
        const int Enough = 5;
        var nearest = measured.OrderBy(difference => (difference.At - departure).Duration()).Take(Enough).ToArray();
        return nearest.Length == 0 ? null : new ClockDifference(departure, nearest.Min(d => d.Least), nearest.Max(d => d.Most));
    }

    /// <summary>The range of service times in which the rows of a submission must be.</summary>
    /// <param name="departure">When the submission was about to depart.</param>
    /// <param name="end">The time of the last journal line about it.</param>
    public (DateTimeOffset Start, DateTimeOffset End) Window(DateTimeOffset departure, DateTimeOffset end) =>
        (departure + Least - Tolerance, end + Transit + Most + Tolerance);
}
