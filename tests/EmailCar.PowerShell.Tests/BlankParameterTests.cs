using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>The optional parameters of a wrapper, passed on without values: empty texts, blanks, null, an empty credential.</summary>
public sealed class BlankParameterTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";

    private readonly ServerSession _session = new("-RequestsPerSecond 0 -FromName Service -ReplyTo re@x.cn");

    private RawServer Server => _session.Server;

    public static TheoryData<string> Blanks => ["''", "' '", "\"`t\"", "'\u3000'", "$null", "@()", "([DBNull]::Value)", "(& { })"];

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Blanks))]
    public void A_blank_sender_and_reply_address_are_those_of_the_connection(string blank)
    {
        if (blank == "@()")
        {
            blank = "''"; // PowerShell itself does not accept a list for a single text
        }

        Server.Answer("/v1/mail/send", Accepted);
        _session.Run($"Send-EmailCarMail a@x.cn -Subject s -Html h -From {blank} -FromName {blank} -ReplyTo {blank} -MessageKey {blank}").Clean();
        var sent = Assert.Single(Server.Submissions);
        Assert.Equal(["support@emailcar.net", "Service", "re@x.cn"], new[] { sent["from"], sent["fromname"], sent["replyto"] });
    }

    [Fact]
    public void Columns_of_the_row_are_used_if_the_parameter_is_blank()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run("[pscustomobject]@{To='a@x.cn';From='ops@x.cn';FromName='Row';ReplyTo='row@x.cn'} | Send-EmailCarMail -Subject s -Html h -From '' -FromName ' ' -ReplyTo ''").Clean();
        var sent = Assert.Single(Server.Submissions);
        Assert.Equal(["ops@x.cn", "Row", "row@x.cn"], new[] { sent["from"], sent["fromname"], sent["replyto"] });
    }

    [Theory]
    [MemberData(nameof(Blanks))]
    public void A_blank_parameter_for_sending_is_the_default(string blank)
    {
        Server.Answer("/v1/mail/send", Accepted);
        var result = _session.Run(
            $"""
            1..60 | ForEach-Object {'{'} "u$_@x.cn" {'}'} | Send-EmailCarMail -Subject s -Html h -BatchSize {blank} -MaxInvalidPercent {blank} -MergeMissing {blank} `
                -JournalPath {blank} -SummaryVariable {blank} -Credential {blank} -Endpoint {blank}
            """).Clean();
        Assert.Equal(60, result.Statuses.Count(s => s == "Submitted"));
        Assert.Equal([50, 10], Server.Submissions.Select(s => s["to"]!.Split(';').Length));
    }

    [Fact]
    public void A_list_with_a_few_invalid_addresses_is_sent_if_the_permitted_share_is_blank()
    {
        Server.Answer("/v1/mail/send", Accepted);
        var result = _session.Run("& { 'bad'; 1..150 | ForEach-Object { \"u$_@x.cn\" } } | Send-EmailCarMail -Subject s -Html h -MaxInvalidPercent ''");
        Assert.Equal(150, result.Statuses.Count(s => s == "Submitted"));
    }

    [Theory]
    [InlineData("[pscredential]::Empty")]
    [InlineData("''")]
    [InlineData("$null")]
    public void An_empty_login_is_the_connection_s(string login)
    {
        Assert.Equal(["user@x.cn"], _session.Run($"$login = {login}; Get-EmailCarBalance -Credential $login").Clean().Values<string>("UserName"));
        Server.Answer("/v1/mail/stats", """{"data":{"total":{"request":1,"success":1,"failure":0}},"status":"success"}""");
        Assert.Equal([1], _session.Run($"$login = {login}; Get-EmailCarStats -Credential $login -StartDate '' -EndDate ' '").Clean().Values<int>("Requested"));
    }

    [Theory]
    [MemberData(nameof(Blanks))]
    public void A_blank_parameter_for_connecting_is_the_default(string blank)
    {
        var result = _session.Run(
            $"""
            Connect-EmailCar -Credential $credential -NoVerify -PassThru -Endpoint {blank} -RequestsPerSecond {blank} -TimeoutSec {blank} -Proxy {blank} `
                -ProxyCredential {blank} -RateLimitPath {blank} -From {blank} -FromName {blank} -ReplyTo {blank}
            """).Clean();
        var connection = Assert.Single(result.Output);
        Assert.Equal("http://webapi.emailcar.net/v1/", connection.Properties["Endpoint"].Value.ToString());
        Assert.Equal((1.0, 60), ((double)connection.Properties["RequestsPerSecond"].Value, (int)connection.Properties["TimeoutSec"].Value));
        Assert.All(["From", "FromName", "ReplyTo"], name => Assert.Null(connection.Properties[name].Value));
    }

    [Fact]
    public void An_empty_proxy_login_is_ignored() =>
        _session.Run("Connect-EmailCar -Credential $credential -NoVerify -Proxy http://127.0.0.1:1 -ProxyCredential ([pscredential]::Empty)").Clean();

    [Theory]
    [MemberData(nameof(Blanks))]
    public void A_blank_parameter_for_a_sandbox_is_the_default(string blank)
    {
        var result = _session.Run(
            $"""
            Start-EmailCarSandbox -PassThru -Port {blank} -SmtpPort {blank} -RequestsPerSecond {blank} -Latency {blank} -HistoryDays {blank} -HistoryPerDay {blank} -IdShape {blank} -RowIdShape {blank} -Fault {blank} -Points {blank}
            Stop-EmailCarSandbox
            """).Clean();
        Assert.Equal([1.0], result.Values<double>("RequestsPerSecond"));
    }

    [Theory]
    [InlineData("''")]
    [InlineData("$null")]
    public void A_blank_parameter_for_a_list_is_detected(string blank)
    {
        var path = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.csv");
        File.WriteAllText(path, "姓名\t邮箱\nWang\ta@x.cn\n");
        try
        {
            Assert.Equal(["a@x.cn"], _session.Run($"Import-EmailCarRecipient {path} -Delimiter {blank} -WorksheetName {blank} -Encoding {blank}").Clean().Values<string>("To"));
            Assert.Equal(["a@x.cn"], _session.Run($"Import-EmailCarRecipient {path} -Delimiter \"`t\"").Clean().Values<string>("To"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Blanks))]
    public void A_blank_parameter_of_a_query_is_ignored(string blank)
    {
        Server.Answer("/v1/mail/lists", """{"data":{"list":[]},"status":"success"}""");
        _session.Run($"Get-EmailCarDelivery -Status {blank} -StartDate {blank} -EndDate {blank}").Clean();
        _session.Run($"Get-EmailCarDelivery 7 -WaitTimeoutSec {blank}").Clean();
    }
}
