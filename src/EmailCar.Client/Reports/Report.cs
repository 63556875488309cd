namespace EmailCar.Reports;

/// <summary>The content of a report.</summary>
/// <param name="Period">The days that the report covers.</param>
/// <param name="Today">The current day, in the service's time zone (UTC+8).</param>
/// <param name="Columns">The columns of the charts with their counts, in order.</param>
/// <param name="Total">The counts of the period.</param>
/// <param name="Before">The counts of the previous period; null if they are not known.</param>
/// <param name="Reasons">Failure reasons, most frequent first; the last entry may be the sum of all others.</param>
/// <param name="Domains">Domains with the most failures, in the same form; empty if no recipients are known.</param>
/// <param name="HasDetails">False if the service has more emails than were read for reasons and opens.</param>
/// <param name="Troubles">Emails that need attention.</param>
/// <param name="EmailPoints">Points for email; null if they are not known.</param>
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
/// <param name="Span">The days of the column.</param>
/// <param name="Counts">The counts of the column.</param>
public sealed record ReportColumn(ReportSpan Span, ReportCounts Counts);

/// <summary>Emails that need attention.</summary>
/// <param name="Rejected">Emails that were rejected before they were sent. They are included in the failed ones.</param>
/// <param name="Unknown">Emails that may have arrived: no readable answer was received. They are not included in the total.</param>
/// <param name="NotSent">Emails that were not sent because their run ended. They are not included in the total.</param>
public sealed record ReportTroubles(long Rejected, long Unknown, long NotSent);
