using System.Globalization;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Reports from the service, from the pipeline and from files.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Deliveries =
        """
        $day = [DateTimeOffset]'2026-05-10T12:00:00+08:00'
        function D($day, $status, $to = 'a@qq.com', $reason = '') { [EmailCar.Delivery]::new(1, $to, 's', 'f', 'n', 'r', $day, $status, 1, '', '', $reason) }

        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.html");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Without_input_the_service_is_queried_for_seven_days_the_previous_week_points_and_reasons()
    {
        using var session = new SandboxSession(sandbox: "-HistoryDays 14");
        var html = One(session.Run("New-EmailCarReport -Culture en-US -Title 'My <week>'"));
        Assert.Contains("<title>My &lt;week&gt;</title>", html, StringComparison.Ordinal);
        Assert.Contains("7 days (days in China, UTC+8)", html, StringComparison.Ordinal);
        Assert.Contains("in the period before", html, StringComparison.Ordinal);
        Assert.Contains("Failure reasons", html, StringComparison.Ordinal);
        Assert.Contains("Points left for email: ", html, StringComparison.Ordinal);
        Assert.Equal(7, html.Split("scope=\"row\"").Length - 1);
    }

    [Fact]
    public void A_report_can_be_the_body_of_an_email_with_and_without_merging_and_inlining()
    {
        using var session = new SandboxSession(sandbox: "-HistoryDays 2");
        foreach (var how in new[] { "", "-Merge -WarningAction SilentlyContinue", "-InlineCss" })
        {
            Assert.Equal(["Submitted"], session.Run($"$html = New-EmailCarReport; Send-EmailCarMail 'a@x.cn' Report $html -AllowDuplicate {how}").Clean().Statuses);
            Assert.True((bool)session.Run("@(Get-EmailCarSandboxMail)[-1].Html -eq $html").Clean().Output.Single().BaseObject);
        }
    }

    [Fact]
    public void Many_emails_are_counted_but_not_read_one_by_one()
    {
        using var session = new ServerSession();
        session.Server.Answer("/v1/mail/stats", """{"data":{"total":{"failure":100,"request":1000,"success":900}},"msg":"","status":"success"}""");
        var result = session.Run("New-EmailCarReport -StartDate 2026-05-01 -EndDate 2026-05-07 -Culture en-US");
        Assert.Contains("Emails: 7,000, delivered: 6,300 (90.0%)", One(result), StringComparison.Ordinal);
        Assert.Contains("are read for up to 2,000 emails", One(result), StringComparison.Ordinal);
        Assert.DoesNotContain(session.Server.Requests, r => r.Path == "/v1/mail/lists");
        Assert.Equal(8, session.Server.Requests.Count(r => r.Path == "/v1/mail/stats"));
        Assert.Equal("Request 9 of 9", result.Streams.Progress[^2].StatusDescription);
    }

    [Fact]
    public void With_input_nothing_is_queried_and_no_connection_is_needed()
    {
        using var engine = new HostedEngine();
        var html = One(engine.Run(Deliveries + "(D $day 2), (D $day 3 'b@163.com' '550 no'), (D $day.AddDays(1) 1) | New-EmailCarReport -Culture en-US"));
        Assert.Contains("2026-05-10 to 2026-05-11, 2 days", html, StringComparison.Ordinal);
        Assert.Contains("Emails: 3, delivered: 1 (33.3%)", html, StringComparison.Ordinal);
        Assert.Contains("550 no", html, StringComparison.Ordinal);
        Assert.Contains("1 of 1", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_input_is_an_error_and_the_rest_is_counted()
    {
        using var engine = new HostedEngine();
        var result = engine.Run(Deliveries + "(D $day 2), 'text', [pscustomobject]@{Status='Odd'}, (D $day 2) | New-EmailCarReport -Culture en-US");
        Assert.Equal(["InvalidReportInput", "InvalidReportInput"], result.ErrorIds);
        Assert.Contains("Emails: 2, delivered: 2 (100.0%)", result.Output.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_emails_can_be_created()
    {
        using var engine = new HostedEngine();
        Assert.Contains("There are no emails in this period.", One(engine.Run("@() | New-EmailCarReport -Culture en-US")), StringComparison.Ordinal);
        Assert.Contains("这段时间没有邮件。", One(engine.Run("@() | New-EmailCarReport -Culture zh-CN")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_written_in_UTF8_and_nothing_returned()
    {
        using var engine = new HostedEngine();
        engine.Set("file", _file);
        Assert.Empty(engine.Run(Deliveries + "D $day 2 | New-EmailCarReport -Culture zh-CN -Path $file -WhatIf").Clean().Output);
        Assert.False(File.Exists(_file));
        Assert.Empty(engine.Run(Deliveries + "D $day 2 | New-EmailCarReport -Culture zh-CN -Path $file").Clean().Output);
        Assert.Contains("<h1", File.ReadAllText(_file), StringComparison.Ordinal);
        Assert.Contains("已送达", File.ReadAllText(_file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Path $file/missing", "ReportNotWritten")]
    [InlineData("-Path env:x", "ReportNotWritten")]
    [InlineData("-StartDate 2026-05-02 -EndDate 2026-05-01", "InvalidDateRange")]
    public void Invalid_parameters_are_errors(string parameters, string id)
    {
        using var engine = new HostedEngine();
        engine.Set("file", _file);
        Assert.Equal([id], engine.Run($"@() | New-EmailCarReport {parameters}").ErrorIds);
    }

    [Fact]
    public void Without_input_and_without_a_connection_there_is_an_error()
    {
        using var engine = new HostedEngine();
        Assert.Equal(["NotConnected"], engine.Run("New-EmailCarReport").ErrorIds);
    }

    private static string One(RunResult result) => Convert.ToString(result.Clean().Output.Single().BaseObject, CultureInfo.InvariantCulture)!;
}
