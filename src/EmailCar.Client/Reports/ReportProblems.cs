namespace EmailCar.Reports;

/// <summary>Describes the problems in a report in words, the most urgent first.</summary>
internal static class ReportProblems
{
    /// <summary>The service restricts an account for the day below this share (docs/service.md, Ground rules).</summary>
    private const double LowestSuccess = 0.5;

    /// <summary>The service restricts an account for the day above this share of invalid addresses (docs/service.md, Ground rules).</summary>
    private const double HighestRejected = 0.2;

    /// <summary>With fewer emails, a share is not significant.</summary>
    private const int Few = 20;

    private const double FallWorthMentioning = 0.05;
    private const double FailingDomain = 0.5;
    private const int FailuresOfDomain = 10;
    private const int MaxDomains = 3;

    /// <summary>Points that last for fewer days than a long weekend.</summary>
    private const int FewDays = 7;

    public static IEnumerable<string> Of(Report report, ReportLanguage language)
    {
        var total = report.Total;
        if (report.Troubles.Unknown > 0)
        {
            yield return language.Text(ReportText.UnknownEmails, language.Number(report.Troubles.Unknown));
        }

        if (report.Troubles.NotSent > 0)
        {
            yield return language.Text(ReportText.NotSentEmails, language.Number(report.Troubles.NotSent));
        }

        var settled = total.Delivered + total.Failed;
        var success = settled > 0 ? (double)total.Delivered / settled : 1;
        if (settled >= Few && success < LowestSuccess)
        {
            yield return language.Text(ReportText.LowSuccess, language.Share(success));
        }
        else if (settled >= Few && report.Before is { Total: >= Few, SuccessRate: { } before } && before - total.SuccessRate > FallWorthMentioning && before - success > FallWorthMentioning)
        {
            yield return language.Text(ReportText.SuccessFell, language.Points(before - total.SuccessRate!.Value));
        }

        if (total.Total >= Few && report.Troubles.Rejected > HighestRejected * total.Total)
        {
            yield return language.Text(
                ReportText.ManyRejected, language.Number(report.Troubles.Rejected), language.Share((double)report.Troubles.Rejected / total.Total));
        }

        var failing = report.Domains.Where(domain => domain.Text is not null && domain.Failed >= FailuresOfDomain && domain.Failed >= FailingDomain * domain.Total);
        foreach (var domain in failing.Take(MaxDomains))
        {
            yield return language.Text(ReportText.DomainFails, domain.Text, language.Number(domain.Failed), language.Number(domain.Total));
        }

        var late = report.Columns.Where(column => column.Span.End < report.Today.AddDays(-1)).Sum(column => column.Counts.Pending);
        if (late > 0)
        {
            yield return language.Text(ReportText.LatePending, language.Number(late));
        }

        var perDay = (decimal)total.Total / report.Period.Days;
        if (report.EmailPoints is { } points && points < FewDays * perDay)
        {
            yield return language.Text(ReportText.FewPoints, language.Number(points), language.Number((long)Math.Floor(Math.Max(0, points) / perDay)));
        }
    }
}
