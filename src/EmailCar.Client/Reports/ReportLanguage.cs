using System.Globalization;

namespace EmailCar.Reports;

/// <summary>The texts of a report. The placeholders {0}, {1} and so on are the values that each comment lists, in that order.</summary>
public enum ReportText
{
    /// <summary>The default title.</summary>
    Title,

    /// <summary>The period if it is one day: the day.</summary>
    PeriodDay,

    /// <summary>The period if it is several days: first day, last day, number of days.</summary>
    PeriodDays,

    /// <summary>A range in a table: first day, last day.</summary>
    Range,

    /// <summary>The sentence that summarizes the report: emails, delivered, share.</summary>
    Summary,

    /// <summary>The summary if there are no emails.</summary>
    SummaryEmpty,

    /// <summary>The share is higher than before: points, share before.</summary>
    Better,

    /// <summary>The share is lower than before: points, share before.</summary>
    Worse,

    /// <summary>The share is the same as before: share before.</summary>
    Same,

    /// <summary>No emails of the previous period are known.</summary>
    NoBefore,

    /// <summary>Label of the share of delivered emails.</summary>
    SuccessRate,

    /// <summary>Label of delivered emails.</summary>
    Delivered,

    /// <summary>Label of failed emails.</summary>
    Failed,

    /// <summary>Label of emails without a result yet.</summary>
    Pending,

    /// <summary>Label of opened emails.</summary>
    Opened,

    /// <summary>Heading of the problems.</summary>
    Problems,

    /// <summary>No problem was found.</summary>
    NoProblems,

    /// <summary>The service restricts accounts with such a low success rate: share.</summary>
    LowSuccess,

    /// <summary>The success rate has fallen: points.</summary>
    SuccessFell,

    /// <summary>Rejected addresses: number, share.</summary>
    ManyRejected,

    /// <summary>Emails with an unknown result: number.</summary>
    UnknownEmails,

    /// <summary>Emails that were not sent: number.</summary>
    NotSentEmails,

    /// <summary>Emails that have been pending for a long time: number.</summary>
    LatePending,

    /// <summary>A domain that rejects most emails: domain, failed, all.</summary>
    DomainFails,

    /// <summary>Points are running out: points, days.</summary>
    FewPoints,

    /// <summary>Heading of the chart by day.</summary>
    ByDay,

    /// <summary>Heading of the chart by week.</summary>
    ByWeek,

    /// <summary>Heading of the chart by month.</summary>
    ByMonth,

    /// <summary>What the chart shows, for screen readers.</summary>
    ChartLabel,

    /// <summary>What the chart of opens shows, for screen readers.</summary>
    OpensLabel,

    /// <summary>The highest column: number, days.</summary>
    Highest,

    /// <summary>Heading of the failure reasons.</summary>
    Reasons,

    /// <summary>Failures without a reason.</summary>
    NoReason,

    /// <summary>All other reasons.</summary>
    OtherReasons,

    /// <summary>Heading of the domains.</summary>
    Domains,

    /// <summary>All other domains.</summary>
    OtherDomains,

    /// <summary>The failed emails of a domain: failed, all.</summary>
    FailedOf,

    /// <summary>Heading of the opens.</summary>
    Opens,

    /// <summary>Opened emails as a share of the delivered ones: number, share.</summary>
    OpensSummary,

    /// <summary>Reasons and opens were not read: the maximum number of emails that they are read for.</summary>
    NoDetails,

    /// <summary>Heading of the points.</summary>
    Points,

    /// <summary>Remaining points: number.</summary>
    PointsLeft,

    /// <summary>Heading of the numbers.</summary>
    Numbers,

    /// <summary>Heading of the column with the days.</summary>
    Date,

    /// <summary>When the report was created: time.</summary>
    Footer,
}

/// <summary>The language of a report: its texts and the format of numbers.</summary>
/// <param name="culture">The language, for numbers and for the document's lang attribute.</param>
/// <param name="texts">All texts.</param>
public sealed class ReportLanguage(CultureInfo culture, IReadOnlyDictionary<ReportText, string> texts)
{
    /// <summary>The name of the language in HTML.</summary>
    internal string Name => culture.Name;

    /// <summary>Returns a text with its values.</summary>
    internal string Text(ReportText text, params object?[] values) => string.Format(culture, texts[text], values);

    internal string Number(long number) => number.ToString("N0", culture);

    internal string Number(decimal number) => number.ToString("#,0.##", culture);

    /// <summary>Formats a share as a percentage. 99.96 % is never rounded to 100 %.</summary>
    internal string Share(double share)
    {
        var text = share.ToString("P1", culture);
        return share < 1 && text == 1.0.ToString("P1", culture) ? 0.999.ToString("P1", culture) : text;
    }

    /// <summary>Formats the difference of two shares in percentage points, without a sign.</summary>
    internal string Points(double difference) => Math.Abs(100 * difference).ToString("N1", culture);

    internal static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Formats the days of a column for a table.</summary>
    internal string Days(ReportSpan span) => span.Start == span.End
        ? Day(span.Start)
        : Text(ReportText.Range, Day(span.Start), span.End.ToString(span.Start.Year == span.End.Year ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
