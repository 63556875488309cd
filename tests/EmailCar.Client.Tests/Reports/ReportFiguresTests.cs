using EmailCar.Reports;

namespace EmailCar.Client.Tests.Reports;

/// <summary>What is counted for which day, and which emails a report shows as pending.</summary>
public sealed class ReportFiguresTests
{
    private static readonly DateTime Today = new(2026, 5, 18);

    [Fact]
    public void Days_are_days_in_China()
    {
        var figures = new ReportFigures(null);
        figures.Add(Delivery(new DateTimeOffset(2026, 5, 16, 16, 0, 0, TimeSpan.Zero)));
        figures.Add(Delivery(new DateTimeOffset(2026, 5, 16, 15, 59, 59, TimeSpan.Zero)));
        var report = figures.Complete(Today);
        Assert.Equal([new DateTime(2026, 5, 16), new DateTime(2026, 5, 17)], report.Columns.Select(c => c.Span.Start));
        Assert.Equal([1, 1], report.Columns.Select(c => c.Counts.Delivered));
    }

    [Fact]
    public void The_previous_period_is_compared_and_other_days_are_ignored()
    {
        var figures = new ReportFigures(new ReportPeriod(Today.AddDays(-2), Today.AddDays(-1)));
        foreach (var day in new[] { 0, -1, -2, -3, -4, -5 })
        {
            figures.Add(Delivery(At(day), day == -4 ? DeliveryStatus.Failed : DeliveryStatus.Delivered, reason: "550"));
        }

        var report = figures.Complete(Today);
        Assert.Equal(2, report.Total.Delivered);
        Assert.Equal((1, 1), (report.Before!.Delivered, report.Before.Failed));
        Assert.Empty(report.Reasons);
    }

    [Fact]
    public void Without_emails_before_there_is_nothing_to_compare()
    {
        var figures = new ReportFigures(new ReportPeriod(Today, Today));
        figures.Add(Delivery(At(0)));
        Assert.Null(figures.Complete(Today).Before);
    }

    [Fact]
    public void A_submitted_email_is_pending_until_its_delivery_is_counted_in_any_order()
    {
        var figures = new ReportFigures(null);
        figures.Add(SendStatus.Submitted, At(0), "a@x.cn", null);
        figures.Add(Delivery(At(0)));
        figures.Add(SendStatus.Submitted, At(0), "b@x.cn", null);
        figures.Add(SendStatus.Submitted, At(0), "c@x.cn", null);
        var total = figures.Complete(Today).Total;
        Assert.Equal((1, 0, 2), (total.Delivered, total.Failed, total.Pending));
    }

    [Fact]
    public void An_email_that_was_listed_after_midnight_is_counted_once()
    {
        var figures = new ReportFigures(null);
        figures.Add(SendStatus.Submitted, At(-1), "a@x.cn", null);
        figures.Add(Delivery(At(0)));
        Assert.Equal(1, figures.Complete(Today).Total.Total);
    }

    [Fact]
    public void Each_status_of_a_send_result_is_counted()
    {
        var figures = new ReportFigures(null);
        foreach (var status in typeof(SendStatus).GetEnumValues().Cast<SendStatus>())
        {
            figures.Add(status, At(0), "a@x.cn", "why");
        }

        var report = figures.Complete(Today);
        Assert.Equal((0, 1, 1), (report.Total.Delivered, report.Total.Failed, report.Total.Pending));
        Assert.Equal(new ReportTroubles(1, 1, 1), report.Troubles);
        Assert.Equal([new ReportEntry("why", 1, 1)], report.Reasons);
        Assert.Equal([new ReportEntry("x.cn", 1, 1)], report.Domains);
    }

    [Fact]
    public void A_delivery_without_a_time_is_not_lost()
    {
        var figures = new ReportFigures(new ReportPeriod(Today.AddDays(-6), Today));
        figures.Add(Delivery(null));
        Assert.Equal(1, figures.Complete(Today).Columns[^1].Counts.Delivered);
    }

    [Theory]
    [InlineData("550 <a@x.cn>: no such user", "550 …: no such user")]
    [InlineData("452 4.2.2 over quota (a1b2c3d4e5f6)", "452 4.2.2 over quota (…)")]
    [InlineData("blocked 192.168.17.4 by list", "blocked … by list")]
    [InlineData("550 5.1.1 User unknown", "550 5.1.1 User unknown")]
    [InlineData("  550\r\n 用户不存在 ", "550 用户不存在")]
    public void Reasons_that_differ_only_by_address_or_id_are_counted_together(string message, string reason)
    {
        var figures = new ReportFigures(null);
        figures.Add(Delivery(At(0), DeliveryStatus.Failed, reason: message));
        Assert.Equal(reason, Assert.Single(figures.Complete(Today).Reasons).Text);
    }

    [Fact]
    public void The_remaining_reasons_and_domains_are_one_entry_each()
    {
        var figures = new ReportFigures(null);
        for (var i = 0; i < 20_000; i++)
        {
            figures.Add(Delivery(At(0), DeliveryStatus.Failed, to: $"a@x{i}.cn", reason: "reason " + string.Concat($"{i}".Select(c => (char)('a' + c - '0')))));
            figures.Add(Delivery(At(0), DeliveryStatus.Failed, to: "a@often.cn", reason: "often"));
        }

        var report = figures.Complete(Today);
        Assert.Equal(("often", 20_000), (report.Reasons[0].Text, report.Reasons[0].Failed));
        Assert.Equal(("often.cn", 20_000), (report.Domains[0].Text, report.Domains[0].Failed));
        Assert.Null(report.Reasons[^1].Text);
        Assert.Equal(40_000, report.Reasons.Sum(r => r.Failed));
        Assert.Equal(40_000, report.Domains.Sum(d => d.Failed));
    }

    [Theory]
    [InlineData(1, 1, ReportUnit.Day)]
    [InlineData(31, 31, ReportUnit.Day)]
    [InlineData(32, 6, ReportUnit.Week)]
    [InlineData(365, 53, ReportUnit.Week)]
    [InlineData(400, 14, ReportUnit.Month)]
    public void Columns_are_days_up_to_31_then_weeks_then_months(int days, int columns, ReportUnit unit)
    {
        var period = new ReportPeriod(Today.AddDays(1 - days), Today);
        var spans = period.Split();
        Assert.Equal((columns, unit), (spans.Count, period.Unit));
        Assert.Equal((period.Start, period.End), (spans[0].Start, spans[^1].End));
        Assert.Equal(days, spans.Sum(span => (span.End - span.Start).Days + 1));
        Assert.All(spans.Skip(1).Zip(spans, (next, span) => (next.Start - span.End).Days), gap => Assert.Equal(1, gap));
    }

    private static DateTimeOffset At(int day) => new(Today.AddDays(day).AddHours(12), TimeSpan.FromHours(8));

    private static Delivery Delivery(DateTimeOffset? at, DeliveryStatus status = DeliveryStatus.Delivered, string? to = null, string reason = "") =>
        new(null, to, "", "", "", "", at, status, 0, "", "", reason);
}
