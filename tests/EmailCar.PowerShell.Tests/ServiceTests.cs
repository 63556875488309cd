using System.Diagnostics;
using System.Management.Automation;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>The cmdlets over real HTTP: what is sent, and how each response is handled.</summary>
public sealed class ServiceTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";
    private const string NotFound = """{"status":"error","msg":"没有找到数据"}""";

    private readonly ServerSession _session = new();

    private RawServer Server => _session.Server;

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Fifty_one_recipients_are_sent_in_two_submissions()
    {
        Server.Answer("/v1/mail/send", Accepted);
        var result = _session.Run("Send-EmailCarMail -To (1..51 | ForEach-Object { \"u$_@x.cn\" }) -Subject s -Html h").Clean();
        Assert.Equal([50, 1], Server.Submissions.Select(s => s["to"].Split(';').Length));
        Assert.Equal(51, result.Output.Count);
        Assert.All(result.Values<long>("Id"), id => Assert.Equal(873216184254383362, id));
    }

    [Fact]
    public void All_fields_are_sent_as_the_service_documents_them()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run("Send-EmailCarMail a@x.cn -Subject 您好 -Html a,b -FromName 服务 -ReplyTo r@x.cn -TrackOpens -TrackClicks").Clean();
        var sent = Assert.Single(Server.Submissions);
        Assert.Equal("POST /v1/mail/send HTTP/1.1", sent.Line);
        Assert.Equal(["api_user", "api_pwd", "from", "fromname", "to", "subject", "html", "replyto", "open", "click"], sent.FieldNames);
        Assert.Equal(
            ["user@x.cn", ServerSession.PasswordMd5, "support@emailcar.net", "服务", "a@x.cn", "您好", "a\nb", "r@x.cn", "1", "1"],
            sent.Fields.Select(f => f.Value));
    }

    [Fact]
    public void Any_text_arrives_unchanged()
    {
        Server.Answer("/v1/mail/send", Accepted);
        var subject = "您好 🎉 a&b=c+d%20 \"'<>\t\\";
        var html = "<p>&amp; = + % 您好 🎉</p>\r\n" + new string('x', 1 << 20) + "\n终";
        _session.Engine.Set("subject", subject);
        _session.Engine.Set("html", html);
        _session.Run("Send-EmailCarMail a@x.cn -Subject $subject -Html $html -FromName '名 & =+%'").Clean();
        var sent = Assert.Single(Server.Submissions);
        Assert.Equal(subject, sent["subject"]);
        Assert.Equal(html, sent["html"]);
        Assert.Equal("名 & =+%", sent["fromname"]);
    }

    [Fact]
    public void Rows_with_the_same_content_share_a_submission_and_others_do_not()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run("1..6 | ForEach-Object { @{To=\"u$_@x.cn\";Subject=\"s$($_ % 2)\"} } | Send-EmailCarMail -Html h").Clean();
        Assert.Equal(["u1@x.cn;u3@x.cn;u5@x.cn", "u2@x.cn;u4@x.cn;u6@x.cn"], Server.Submissions.Select(s => s["to"]));
        _session.Run("'a@x.cn','b@x.cn' | Send-EmailCarMail -Subject s -Html h -BatchSize 1").Clean();
        Assert.Equal(["a@x.cn", "b@x.cn"], Server.Submissions.Skip(2).Select(s => s["to"]));
    }

    [Fact]
    public void The_connection_of_the_session_is_shown_without_secrets()
    {
        _session.Engine.Set("proxy", new UriBuilder("http://127.0.0.1:1/") { UserName = "me", Password = ServerSession.Password }.Uri);
        var connected = _session.Run("Connect-EmailCar -Endpoint $endpoint -Credential $credential -NoVerify -Proxy $proxy -ProxyCredential $credential -RateLimitPath . -From ops@x.cn -PassThru").Clean();
        Assert.Same(connected.Output.Single().BaseObject, _session.Run("Get-EmailCarConnection").Clean().Output.Single().BaseObject);
        var shown = _session.Engine.Show("(Get-EmailCarConnection).PSObject.Properties | ForEach-Object { \"$($_.Name) = $($_.Value)\" }; \"$(Get-EmailCarConnection)\"");
        Assert.Contains("ops@x.cn", shown, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:1/", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(ServerSession.Password, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(ServerSession.PasswordMd5, shown, StringComparison.OrdinalIgnoreCase);
        var none = _session.Run("Disconnect-EmailCar; Get-EmailCarConnection -Verbose").Clean();
        Assert.Empty(none.Output);
        Assert.Single(none.Streams.Verbose);
    }

    [Theory]
    [InlineData("Get-EmailCarDelivery -First 5", "1/5")]
    [InlineData("Get-EmailCarDelivery -Skip 100 -First 45", "5/25 6/25")]
    [InlineData("Get-EmailCarDelivery -Skip 80 -First 40", "3/40")]
    [InlineData("Get-EmailCarDelivery -First 0", "")]
    public void No_more_pages_than_needed_are_read(string script, string pages)
    {
        Server.Handle("/v1/mail/lists", Page);
        _session.Run(script).Clean();
        Assert.Equal(pages, string.Join(" ", Server.Requests.Select(r => $"{r["p"]}/{r["page_size"]}")));
    }

    [Fact]
    public void Skipping_starts_at_the_right_row()
    {
        Server.Handle("/v1/mail/lists", Page);
        var ids = _session.Run("Get-EmailCarDelivery -Skip 100 -First 45").Clean().Values<long>("Id");
        Assert.Equal(Enumerable.Range(101, 45).Select(i => (long)i), ids);
    }

    [Fact]
    public void Days_are_sent_as_they_were_written()
    {
        Server.Answer("/v1/mail/stats", """{"data":{"total":{"failure":"84","request":"436","success":352}},"msg":"数据成功获取","status":"success"}""");
        var result = _session.Run("Get-EmailCarStats -StartDate 2026-01-31 -EndDate '2026-02-01 23:59'").Clean();
        var asked = Assert.Single(Server.Requests);
        Assert.Equal(["2026-01-31", "2026-02-01"], new[] { asked["start_date"], asked["end_date"] });
        Assert.Equal([436], result.Values<int>("Requested"));
    }

    [Fact]
    public void A_wrong_password_ends_the_run_and_no_recipient_is_lost()
    {
        Server.Answer("/v1/mail/send", """{"status":"error","msg":"用户名或密码错误"}""");
        var result = _session.Run("1..120 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(Enumerable.Repeat("NotSent", 120), result.Statuses);
        Assert.Equal(["AuthenticationFailed"], result.ErrorIds);
        Assert.Equal(ErrorCategory.AuthenticationError, result.Errors[0].CategoryInfo.Category);
        Assert.Single(Server.Submissions);
    }

    [Theory]
    [InlineData("/v1/mail/send", "邮箱点数不足", "NoPointsLeft", "NotSent", 1)]
    [InlineData("/v1/mail/send", "帐号已被关闭", "AccountClosed", "NotSent", 1)]
    [InlineData("/v1/mail/send", "发件人未注册", "SenderNotRegistered", "Rejected", 1)]
    [InlineData("/v1/mail/send", "内容含有敏感词", "Refused", "Rejected", 2)]
    public void A_rejection_leads_to_its_error_and_status(string path, string message, string id, string status, int requests)
    {
        Server.Answer(path, $$"""{"status":"error","msg":"{{message}}"}""");
        var result = _session.Run("1..60 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(Enumerable.Repeat(status, 60), result.Statuses);
        Assert.All(result.ErrorIds, e => Assert.Equal(id, e));
        Assert.Contains(message, result.Errors[0].ErrorDetails.Message);
        Assert.Equal(requests, Server.Submissions.Count);
    }

    [Fact]
    public void Too_fast_is_retried_and_arrives_once()
    {
        Server.Answer(
            "/v1/mail/send",
            RawAnswer.Text(429, "slow down", "Retry-After: 3"),
            """{"status":"error","msg":"发送频率过快"}""",
            Accepted);
        var result = _session.Run("Send-EmailCarMail a@x.cn -Subject s -Html h -Verbose").Clean();
        Assert.Equal(["Submitted"], result.Statuses);
        Assert.Equal(3, Server.Submissions.Count);
        Assert.Contains(result.Streams.Verbose, v => v.Message.Contains("3 s", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> UnknownOutcomes => new()
    {
        { "hang up", "ConnectionLost" },
        { "page", "UnreadableAnswer" },
        { "500", "ServerError" },
        { "cut", "ConnectionLost" },
    };

    [Theory]
    [MemberData(nameof(UnknownOutcomes))]
    public void An_unknown_result_is_not_sent_again(string fault, string id)
    {
        var answer = fault switch
        {
            "hang up" => RawAnswer.HangUp,
            "page" => RawAnswer.Text(200, "<html>欢迎</html>", "Content-Type: text/html"),
            "500" => RawAnswer.Text(500, "oops"),
            _ => RawAnswer.Json(Accepted).CutAfter(60),
        };
        Server.Answer("/v1/mail/send", answer, Accepted);
        var result = _session.Run("1..51 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(Enumerable.Repeat("Unknown", 50).Append("Submitted"), result.Statuses);
        Assert.Contains("Before you send to these recipients again", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([id], result.ErrorIds);
        Assert.Equal([50, 1], Server.Submissions.Select(s => s["to"].Split(';').Length));
    }

    [Theory]
    [InlineData("Get-EmailCarStats")]
    [InlineData("Send-EmailCarMail a@x.cn -Subject s -Html h")]
    public void A_redirect_is_not_followed(string script)
    {
        var redirect = RawAnswer.Text(307, "", $"Location: {Server.Endpoint}elsewhere");
        Server.Answer("/v1/mail/send", redirect);
        Server.Answer("/v1/mail/stats", redirect);
        Assert.Equal(["WrongEndpoint"], _session.Run(script).ErrorIds);
        Assert.DoesNotContain("/v1/elsewhere", Server.Requests.Select(r => r.Path));
    }

    [Fact]
    public void An_unreachable_service_ends_the_run()
    {
        Server.Dispose();
        var result = _session.Run("1..51 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h -Verbose");
        Assert.Equal(Enumerable.Repeat("NotSent", 51), result.Statuses);
        Assert.Equal(["ServiceUnreachable"], result.ErrorIds);
        Assert.Equal(5, result.Streams.Verbose.Count(v => v.Message.StartsWith("Attempt", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Connect-EmailCar -Endpoint nonsense -Credential $credential", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Connect-EmailCar -Endpoint ftp://x.cn/ -Credential $credential", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Connect-EmailCar -Proxy proxy:8080 -Credential $credential", "InvalidProxy", ErrorCategory.InvalidArgument)]
    [InlineData("Connect-EmailCar -Proxy http://proxy.example -ProxyUseDefaultCredentials -ProxyCredential $credential -Credential $credential", "ProxyCredentialConflict", ErrorCategory.InvalidArgument)]
    [InlineData("Get-EmailCarBalance -Endpoint http://127.0.0.1:1/", "CredentialRequired", ErrorCategory.InvalidArgument)]
    [InlineData("Get-EmailCarBalance -Endpoint http://127.0.0.1:1/ -Credential $credential", "ServiceUnreachable", ErrorCategory.ConnectionError)]
    [InlineData("Disconnect-EmailCar; Get-EmailCarDelivery", "NotConnected", ErrorCategory.ConnectionError)]
    [InlineData("Disconnect-EmailCar; 'a@x.cn' | Send-EmailCarMail -Subject s -Html h", "NotConnected", ErrorCategory.ConnectionError)]
    [InlineData("Start-EmailCarSandbox; Start-EmailCarSandbox; Stop-EmailCarSandbox", "SandboxRunning", ErrorCategory.ResourceExists)]
    public void Errors_have_stable_ids_and_categories(string script, string id, ErrorCategory category)
    {
        var error = Assert.Single(_session.Run(script).Errors);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
    }

    [Theory]
    [InlineData("'a@x.cn' | Send-EmailCarMail -Subject s -Html h")]
    [InlineData("Get-EmailCarStats")]
    [InlineData("Get-EmailCarDelivery")]
    public async Task Stopping_takes_less_than_a_second(string script)
    {
        foreach (var endpoint in new[] { "mail/send", "mail/lists", "mail/stats" })
        {
            Server.Answer("/v1/" + endpoint, RawAnswer.Never);
        }

        using var shell = _session.Engine.Create(script);
        var running = shell.BeginInvoke();
        await Server.RequestAsync(1).WaitAsync(TimeSpan.FromSeconds(30));
        var watch = Stopwatch.StartNew();
        await shell.StopAsync(null, null);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"took {watch.Elapsed}");
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    [Fact]
    public void No_secret_is_in_any_stream_error_or_output()
    {
        Server.Answer(
            "/v1/mail/send",
            Accepted,
            $$"""{"status":"error","msg":"refused api_pwd={{ServerSession.PasswordMd5}}"}""",
            RawAnswer.Text(500, $"echo {ServerSession.PasswordMd5.ToUpperInvariant()}"),
            RawAnswer.Text(302, "", $"Location: http://127.0.0.1:1/?api_pwd={ServerSession.PasswordMd5}"));
        Server.Answer("/v1/mail/stats", RawAnswer.Text(200, $"<html>{ServerSession.PasswordMd5}"));
        Server.Answer("/v1/mail/lists", RawAnswer.HangUp);
        var result = _session.Run(
            """
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            Connect-EmailCar -Endpoint $endpoint -Credential $credential -From s@x.cn -RequestsPerSecond 0 -PassThru -Verbose -Debug
            1..5 | ForEach-Object { "u$_@x.cn" } | Send-EmailCarMail -Subject s -Html h -BatchSize 1 -Verbose -Debug
            Get-EmailCarStats -Verbose -Debug
            Get-EmailCarDelivery -Verbose -Debug
            Get-EmailCarBalance -Verbose -Debug
            """);

        // Several submissions are in progress at once, so any of them can get the first answer.
        Assert.Equal(["ConnectionLost", "Refused", "ServerError", "UnreadableAnswer", "WrongEndpoint"], result.ErrorIds.Order(StringComparer.Ordinal));
        var seen = new EverythingSeen();
        seen.Add(result);
        seen.Add(_session.Engine.HostText);
        Assert.DoesNotContain(seen.Texts, t => t.Contains(ServerSession.Password, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(seen.Texts, t => t.Contains(ServerSession.PasswordMd5, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(seen.Texts, t => t.Contains("***", StringComparison.Ordinal));
        Assert.True(seen.Texts.Count > 100);
    }

    private static RawAnswer Page(RawRequest request)
    {
        var size = int.Parse(request["page_size"], System.Globalization.CultureInfo.InvariantCulture);
        var first = (int.Parse(request["p"], System.Globalization.CultureInfo.InvariantCulture) - 1) * size;
        var rows = Enumerable.Range(first + 1, size).Select((id, i) =>
            $"\"{i}\":{{\"subject\":\"s{id}\",\"status\":\"2\",\"send_time\":\"2026-01-01 10:00:00\",\"return\":{{\"id\":{id}}}}}");
        return RawAnswer.Json("{\"data\":{" + string.Join(",", rows) + "},\"msg\":\"ok\",\"status\":\"success\"}");
    }
}
