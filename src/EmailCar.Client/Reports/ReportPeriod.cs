namespace EmailCar.Reports;

/// <summary>What one column of a chart represents.</summary>
public enum ReportUnit
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A week from Monday to Sunday; the first and the last may be incomplete.</summary>
    Week,

    /// <summary>A calendar month; the first and the last may be incomplete.</summary>
    Month,
}

/// <summary>Consecutive days that are counted together.</summary>
/// <param name="Start">First day, in the service's time zone (UTC+8).</param>
/// <param name="End">Last day, in the service's time zone.</param>
public sealed record ReportSpan(DateTime Start, DateTime End);

/// <summary>The days that a report covers, in the service's time zone (UTC+8).</summary>
public sealed class ReportPeriod
{
    /// <summary>More columns would be unreadable on a phone and too large for an email.</summary>
    private const int MaxDays = 31;

    private const int MaxWeeks = 53;
    private const int DaysOfWeek = 7;

    /// <summary>Creates a period; only the dates are used.</summary>
    /// <param name="start">First day.</param>
    /// <param name="end">Last day, not before the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last day is before the first.</exception>
    public ReportPeriod(DateTime start, DateTime end)
    {
        Start = start.Date;
        End = end.Date >= Start ? end.Date : throw new ArgumentOutOfRangeException(nameof(end), end, "The last day is before the first.");
    }

    /// <summary>First day.</summary>
    public DateTime Start { get; }

    /// <summary>Last day.</summary>
    public DateTime End { get; }

    /// <summary>The number of days.</summary>
    public int Days => (End - Start).Days + 1;

    /// <summary>The same number of days, ending on the day before the period; null if the calendar begins within them.</summary>
    public ReportPeriod? Before => Start > DateTime.MinValue.AddDays(Days) ? new(Start.AddDays(-Days), Start.AddDays(-1)) : null;

    /// <summary>What one column of a chart represents: days for up to 31 days, weeks for up to a year, otherwise months.</summary>
    public ReportUnit Unit => Days <= MaxDays ? ReportUnit.Day : Days <= MaxWeeks * DaysOfWeek ? ReportUnit.Week : ReportUnit.Month;

    /// <summary>Returns whether the period contains a day.</summary>
    public bool Contains(DateTime day) => day >= Start && day <= End;

    /// <summary>Returns the columns of a chart, in order, without gaps.</summary>
    public IReadOnlyList<ReportSpan> Split()
    {
        var spans = new List<ReportSpan>();
        for (var start = Start; start <= End;)
        {
            var last = LastDay(start);
            spans.Add(new ReportSpan(start, last < End ? last : End));
            if (last >= End)
            {
                break; // the calendar may end with this day
            }

            start = last.AddDays(1);
        }

        return spans;
    }

    private DateTime LastDay(DateTime start) => Unit switch
    {
        ReportUnit.Day => start,
        ReportUnit.Week => AddDays(start, (DaysOfWeek - (int)start.DayOfWeek) % DaysOfWeek),
        _ => new DateTime(start.Year, start.Month, DateTime.DaysInMonth(start.Year, start.Month)),
    };

    private static DateTime AddDays(DateTime day, int days) => day > DateTime.MaxValue.Date.AddDays(-days) ? DateTime.MaxValue.Date : day.AddDays(days);
}
