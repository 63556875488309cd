using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>The display of objects in the console.</summary>
public sealed class FormattingTests : IDisposable
{
    private readonly SandboxSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Send_results_are_a_table()
    {
        var text = _session.Engine.Show("'a@x.cn','bounce@x.cn' | Send-EmailCarMail -Subject s -Html h");
        Assert.Matches(@"To\s+Status\s+Id\s+Message", text);
        Assert.Matches(@"a@x\.cn\s+Submitted\s+\d{16,19}", text);
    }

    [Fact]
    public void A_long_message_is_shown_completely()
    {
        var text = _session.Engine.Show("[EmailCar.SendResult]::new('a@x.cn', 'Rejected', $null, 's', ('word ' * 50 + 'end'), [datetimeoffset]::Now, $null)");
        Assert.Matches(@"a@x\.cn\s+Rejected", text);
        Assert.Contains("end", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Deliveries_are_a_table_with_the_reason_of_a_failure()
    {
        var text = _session.Engine.Show("'bounce@x.cn' | Send-EmailCarMail -Subject 您好 -Html h | Get-EmailCarDelivery");
        Assert.Matches(@"SentAt \(UTC\+8\)\s+Status\s+Opens\s+To, else Id\s+Subject", text);
        Assert.Matches(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+Failed\s+0\s+bounce@x\.cn\s+您好 - 550 用户不存在", text);
    }

    [Fact]
    public void Statistics_are_a_table_with_a_rate_in_percent()
    {
        var text = _session.Engine.Show("$null = 'a@x.cn','bounce@x.cn' | Send-EmailCarMail -Subject s -Html h; Get-EmailCarStats -All");
        Assert.Matches(@"Range\s+Requested\s+Succeeded\s+Failed\s+Pending\s+SuccessRate", text);
        Assert.Matches(@"\*\s+2\s+1\s+1\s+0\s+50\.0\s?%", text);
    }

    [Theory]
    [InlineData("th-TH")] // a different year
    [InlineData("ar-SA")] // a different calendar
    [InlineData("da-DK")] // a different separator
    public void Times_and_days_are_written_the_same_in_every_culture(string culture)
    {
        var there = $"[cultureinfo]::CurrentCulture = '{culture}';";
        Assert.Matches(@"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\s+Delivered", _session.Engine.Show($"{there} 'a@x.cn' | Send-EmailCarMail -Subject s -Html h | Get-EmailCarDelivery"));
        Assert.Contains("2026-05-01 .. 2026-05-02", _session.Engine.Show($"{there} Get-EmailCarStats -StartDate ([datetime]::new(2026, 5, 1)) -EndDate ([datetime]::new(2026, 5, 2))"));
        var upsideDown = _session.Run($"{there} Get-EmailCarStats -StartDate ([datetime]::new(2026, 5, 2)) -EndDate ([datetime]::new(2026, 5, 1))");
        Assert.Contains("2026-05-01", Assert.Single(upsideDown.Errors).ErrorDetails.Message);
    }

    [Theory]
    [InlineData("Get-EmailCarBalance", @"UserName\s+Email\s+Sms\s+Ad")]
    [InlineData("Get-EmailCarConnection", @"UserName\s+Endpoint\s+Guard\s+From\s+RequestsPerSecond")]
    [InlineData("Get-EmailCarSandbox", @"Endpoint\s+SmtpPort\s+Inbox\s+UserName\s+RequestsPerSecond")]
    [InlineData("$sandbox", @"Endpoint\s+SmtpPort\s+Inbox\s+UserName\s+RequestsPerSecond")]
    [InlineData("$sandbox | Connect-EmailCar -PassThru -NoVerify -RequestsPerSecond 0", @"UserName\s+Endpoint\s+Guard\s+From\s+RequestsPerSecond")]
    public void Other_outputs_are_tables(string script, string header) => Assert.Matches(header, _session.Engine.Show(script));
}
