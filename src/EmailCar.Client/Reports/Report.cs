namespace EmailCar.Reports;

/// <summary>What a report shows.</summary>
/// <param name="Period">The days that it is about.</param>
/// <param name="Today">The current day, in the service's time zone (UTC+8).</param>
/// <param name="Columns">The columns of the charts with their counts, in order.</param>
/// <param name="Total">The counts of the period.</param>
/// <param name="Before">The counts of the period before; null where they are not known.</param>
/// <param name="Reasons">Failure reasons, most frequent first; the last may be the sum of all others.</param>
/// <param name="Domains">Domains with the most failures, likewise; empty where no recipients are known.</param>
/// <param name="HasDetails">False when the service has more emails than were read for reasons and opens.</param>
/// <param name="Troubles">Emails that need a hand.</param>
/// <param name="EmailPoints">Points for email; null where they are not known.</param>
public sealed record Report(
    ReportPeriod Period,
    DateTime Today,
    IReadOnlyList<ReportColumn> Columns,
    ReportCounts Total,
    ReportCounts? Before,
    IReadOnlyList<ReportEntry> Reasons,
    IReadOnlyList<ReportEntry> Domains,
    bool HasDetails,
    ReportTroubles Troubles,
    decimal? EmailPoints);

/// <summary>A column of the charts.</summary>
/// <param name="Span">Its days.</param>
/// <param name="Counts">Its emails.</param>
public sealed record ReportColumn(ReportSpan Span, ReportCounts Counts);

/// <summary>Emails that need a hand.</summary>
/// <param name="Rejected">Rejected before they were sent; they are among the failed.</param>
/// <param name="Unknown">May have arrived: no readable answer came. They are not in the total.</param>
/// <param name="NotSent">Not sent because their run ended. They are not in the total.</param>
public sealed record ReportTroubles(long Rejected, long Unknown, long NotSent);
