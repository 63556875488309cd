using System.Globalization;
using EmailCar.Reports;

namespace EmailCar;

/// <summary>The texts of a report in the requested language, independent of the language of the session.</summary>
internal static class ReportTexts
{
    /// <summary>Returns all texts in the language of a culture, or in English if there is no translation.</summary>
    public static ReportLanguage In(CultureInfo culture)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = culture;
            return new ReportLanguage(culture, Enum.GetValues(typeof(ReportText)).Cast<ReportText>().ToDictionary(text => text, Find));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Find(ReportText text) => text switch
    {
        ReportText.Title => Strings.ReportTitle,
        ReportText.PeriodDay => Strings.ReportPeriodDay,
        ReportText.PeriodDays => Strings.ReportPeriodDays,
        ReportText.Range => Strings.ReportRange,
        ReportText.Summary => Strings.ReportSummary,
        ReportText.SummaryEmpty => Strings.ReportSummaryEmpty,
        ReportText.Better => Strings.ReportBetter,
        ReportText.Worse => Strings.ReportWorse,
        ReportText.Same => Strings.ReportSame,
        ReportText.NoBefore => Strings.ReportNoBefore,
        ReportText.SuccessRate => Strings.ReportSuccessRate,
        ReportText.Delivered => Strings.ReportDelivered,
        ReportText.Failed => Strings.ReportFailed,
        ReportText.Pending => Strings.ReportPending,
        ReportText.Opened => Strings.ReportOpened,
        ReportText.Problems => Strings.ReportProblems,
        ReportText.NoProblems => Strings.ReportNoProblems,
        ReportText.LowSuccess => Strings.ReportLowSuccess,
        ReportText.SuccessFell => Strings.ReportSuccessFell,
        ReportText.ManyRejected => Strings.ReportManyRejected,
        ReportText.UnknownEmails => Strings.ReportUnknownEmails,
        ReportText.NotSentEmails => Strings.ReportNotSentEmails,
        ReportText.LatePending => Strings.ReportLatePending,
        ReportText.DomainFails => Strings.ReportDomainFails,
        ReportText.FewPoints => Strings.ReportFewPoints,
        ReportText.ByDay => Strings.ReportByDay,
        ReportText.ByWeek => Strings.ReportByWeek,
        ReportText.ByMonth => Strings.ReportByMonth,
        ReportText.ChartLabel => Strings.ReportChartLabel,
        ReportText.OpensLabel => Strings.ReportOpensLabel,
        ReportText.Highest => Strings.ReportHighest,
        ReportText.Reasons => Strings.ReportReasons,
        ReportText.NoReason => Strings.ReportNoReason,
        ReportText.OtherReasons => Strings.ReportOtherReasons,
        ReportText.Domains => Strings.ReportDomains,
        ReportText.OtherDomains => Strings.ReportOtherDomains,
        ReportText.FailedOf => Strings.ReportFailedOf,
        ReportText.Opens => Strings.ReportOpens,
        ReportText.OpensSummary => Strings.ReportOpensSummary,
        ReportText.NoDetails => Strings.ReportNoDetails,
        ReportText.Points => Strings.ReportPoints,
        ReportText.PointsLeft => Strings.ReportPointsLeft,
        ReportText.Numbers => Strings.ReportNumbers,
        ReportText.Date => Strings.ReportDate,
        ReportText.Footer => Strings.ReportFooter,
        _ => throw new ArgumentOutOfRangeException(nameof(text), text, null),
    };
}
