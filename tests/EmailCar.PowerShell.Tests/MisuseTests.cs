using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>A mistake at a prompt or in a script must not affect anything else.</summary>
public sealed class MisuseTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";

    private readonly ServerSession _session = new();

    private RawServer Server => _session.Server;

    public void Dispose() => _session.Dispose();

    /// <summary>A script that catches the error needs the number of sent emails.</summary>
    [Fact]
    public void The_summary_is_set_if_an_error_during_the_run_ends_the_pipeline()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run("'a@x.cn','bad','c@x.cn' | Send-EmailCarMail -Subject s -Html h -BatchSize 1 -SummaryVariable run -ErrorAction Stop");
        var summary = _session.Run("$run").Clean().Output.Single();
        Assert.Equal((1, 1), ((int)summary.Properties["Submitted"].Value, (int)summary.Properties["Rejected"].Value));
    }

    [Fact]
    public void Stopping_at_the_first_error_loses_no_recipient()
    {
        Server.Answer("/v1/mail/send", Accepted, """{"status":"error","msg":"内容不合规"}""", Accepted);
        var result = _session.Run(
            """
            $results = [Collections.ArrayList]::new()
            & { 1..50 | ForEach-Object { "u$_@x.cn" }; 51..99 | ForEach-Object { "u$_@x.cn" }; 'bad'; 'never read' } |
                Send-EmailCarMail -Subject s -Html h -ErrorAction Stop -OutVariable results | ForEach-Object { }
            """);
        Assert.Equal("InvalidAddress", result.Terminating!.FullyQualifiedErrorId.Split(',')[0]);
        var statuses = _session.Run("$results | ForEach-Object { [string]$_.Status }").Output.Select(o => o.ToString()).ToArray();
        Assert.Equal(100, statuses.Length);
        Assert.Equal(50, statuses.Count(s => s == "Submitted"));
        Assert.Equal(49, statuses.Count(s => s == "NotSent"));
        Assert.Equal(1, statuses.Count(s => s == "Rejected"));
    }

    [Theory]
    [InlineData("-WarningAction Stop", "")]
    [InlineData("", "$WarningPreference = 'Stop'")]
    public void Stopping_at_the_first_warning_loses_no_recipient(string parameter, string preference)
    {
        Server.Answer("/v1/mail/send", Accepted);
        var journal = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.jsonl");
        try
        {
            _session.Engine.Set("journal", journal);
            _session.Run("Send-EmailCarMail known@x.cn -Subject 'of today' -Html h -JournalPath $journal").Clean();
            var result = _session.Run(
                $$"""
                {{preference}}
                $results = [Collections.ArrayList]::new()
                & { 1..99 | ForEach-Object { "u$_@x.cn" }; 'bad'; 'known@x.cn'; 'never read' } |
                    Send-EmailCarMail -Subject 'of tomorrow' -Html h -JournalPath $journal {{parameter}} -OutVariable results | ForEach-Object { }
                """);
            Assert.Equal("ActionPreferenceStop", result.Terminating!.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains("-MessageKey", result.Terminating.Exception.Message);
            Assert.Equal(["InvalidAddress"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
            var results = _session.Run("$results").Clean();
            Assert.Equal(101, results.Output.Count);
            Assert.Equal(50, results.Statuses.Count(s => s == "Submitted"));
            Assert.Equal(50, results.Statuses.Count(s => s == "NotSent"));
            Assert.Equal("NotSent", results.Statuses[results.Values<string>("To").ToList().IndexOf("known@x.cn")]);
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Fact]
    public void A_warning_that_ends_the_pipeline_comes_after_the_errors_and_the_counts()
    {
        Server.Answer("/v1/mail/send", """{"status":"error","msg":"邮箱点数不足"}""");
        var result = _session.Run("'a@gmial.com' | Send-EmailCarMail -Subject s -Html h -WarningAction Stop -SummaryVariable run");
        Assert.Equal(["NoPointsLeft", "ActionPreferenceStop"], result.ErrorIds);
        Assert.Equal("NoPointsLeft", _session.Run("$run.EndedBy").Output.Single().ToString());
    }

    [Theory]
    [InlineData("PID")]
    [InlineData("fixed")]
    public void A_summary_variable_that_cannot_be_set_ends_the_command_before_anything_is_sent(string name)
    {
        Server.Answer("/v1/mail/send", Accepted);
        var result = _session.Run($"$ExecutionContext.SessionState.PSVariable.Set([psvariable]::new('fixed', 1, 'ReadOnly')); 'a@x.cn' | Send-EmailCarMail -Subject s -Html h -SummaryVariable {name}");
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidSummaryVariable"], result.ErrorIds);
        Assert.Empty(Server.Submissions);
    }

    [Theory]
    [InlineData("[int]$run = 1", "{ }")]
    [InlineData("", "{ $v = $ExecutionContext.SessionState.PSVariable.Get('run'); if ($v.Options -ne 'ReadOnly') { $v.Options = 'ReadOnly' } }")]
    public void A_summary_variable_that_can_no_longer_be_set_hides_no_error(string before, string downstream)
    {
        Server.Answer("/v1/mail/send", """{"status":"error","msg":"邮箱点数不足"}""");
        var result = _session.Run($"{before}; 'bad','a@x.cn' | Send-EmailCarMail -Subject s -Html h -SummaryVariable run | ForEach-Object {downstream}");
        Assert.Equal(["InvalidAddress", "NoPointsLeft", "InvalidSummaryVariable"], result.ErrorIds);
    }

    [Fact]
    public void The_summary_is_set_if_the_first_error_ends_the_pipeline()
    {
        Server.Answer("/v1/mail/send", """{"status":"error","msg":"邮箱点数不足"}""");
        var result = _session.Run("$run = 'of an earlier run'; 'a@x.cn' | Send-EmailCarMail -Subject s -Html h -SummaryVariable run -ErrorAction Stop");
        Assert.Equal(["NoPointsLeft"], result.ErrorIds);
        Assert.Equal("NoPointsLeft", _session.Run("$run.EndedBy").Output.Single().ToString());
    }

    [Theory]
    [InlineData("Disconnect-EmailCar")]
    [InlineData("Connect-EmailCar -Endpoint $endpoint -Credential $credential -NoVerify")]
    public void Closing_the_connection_during_a_run_ends_it_at_once(string close)
    {
        Server.Answer("/v1/mail/send", Accepted);
        var result = _session.Run(
            $$"""
            $closed = $false
            1..20 | ForEach-Object { "u$_@x.cn" } | Send-EmailCarMail -Subject s -Html h -BatchSize 1 -SummaryVariable run -Verbose |
                ForEach-Object { if (-not $closed) { $closed = $true; {{close}} }; $_ }
            """);
        Assert.Equal(20, result.Output.Count);
        Assert.Equal(Server.Submissions.Count, result.Statuses.Count(s => s == "Submitted"));
        Assert.Equal(20 - Server.Submissions.Count, result.Statuses.Count(s => s == "NotSent"));
        Assert.Equal(["NotConnected"], result.ErrorIds);
        Assert.Contains("Disconnect-EmailCar", result.Errors[0].ErrorDetails.Message);
        Assert.DoesNotContain("IServiceProvider", result.Errors[0].ErrorDetails.Message);
        Assert.DoesNotContain(result.Streams.Verbose, v => v.Message.Contains("again", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("NotConnected", _session.Run("$run.EndedBy").Output.Single().ToString());
    }

    [Fact]
    public void One_rejected_id_does_not_affect_the_others()
    {
        Server.Handle("/v1/mail/stats", r => RawAnswer.Json(r["send_id"] == "12"
            ? """{"status":"error","msg":"任务不可查询"}"""
            : """{"data":{"total":{"request":1,"success":1,"failure":0}},"status":"success"}"""));
        var result = _session.Run("11,12,13 | Get-EmailCarStats");
        Assert.Equal([11, 13], result.Values<long>("Id"));
        Assert.Equal(["Refused"], result.ErrorIds);
        Assert.Equal(12L, result.Errors[0].TargetObject);
    }

    [Fact]
    public void A_failed_login_leaves_no_earlier_connection_to_send_with()
    {
        Server.Answer("/v1/mail/send", Accepted);
        var result = _session.Run("Connect-EmailCar -Endpoint http://127.0.0.1:1/ -Credential $credential; Send-EmailCarMail a@x.cn -Subject s -Html h");
        Assert.Equal(["ServiceUnreachable", "NotConnected"], result.ErrorIds);
        Assert.Empty(Server.Submissions);
    }

    [Theory]
    [InlineData("", "-From ' ops＠x.cn ' -ReplyTo \"re@x。cn`u{200B}\"")]
    [InlineData("-From ' ops＠x.cn ' -ReplyTo \"re@x。cn`u{200B}\"", "")]
    public void Sender_and_reply_address_are_sent_as_they_were_checked(string connect, string send)
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run($"Connect-EmailCar -Endpoint $endpoint -Credential $credential -RequestsPerSecond 0 -NoVerify {connect}").Clean();
        _session.Run($"Send-EmailCarMail a@x.cn -Subject s -Html h {send}").Clean();
        var sent = Assert.Single(Server.Submissions);
        Assert.Equal(["ops@x.cn", "ops@x.cn", "re@x.cn"], new[] { sent["from"], sent["fromname"], sent["replyto"] });
    }

    [Theory]
    [InlineData("-From \"ops@x.cn`n\" -FromName n")]
    [InlineData("-From ops@x.cn -FromName \"n`n\"")]
    [InlineData("-From ops@x.cn -ReplyTo \"re@x.cn`n\"")]
    public void A_line_break_in_a_default_of_the_connection_is_never_sent(string connect)
    {
        _session.Run($"Connect-EmailCar -Endpoint $endpoint -Credential $credential -RequestsPerSecond 0 -NoVerify {connect}").Clean();
        var result = _session.Run("Send-EmailCarMail a@x.cn -Subject s -Html h");
        Assert.Equal(["Rejected"], result.Statuses);
        Assert.Equal(["LineBreak"], result.ErrorIds);
        Assert.Empty(Server.Submissions);
    }

    [Theory]
    [InlineData("-Html $null", "MissingHtml")]
    [InlineData("-Subject $null", "MissingSubject")]
    public void A_parameter_that_is_null_is_not_replaced_by_the_row(string parameter, string id)
    {
        Server.Answer("/v1/mail/send", Accepted);
        var result = _session.Run($"[pscustomobject]@{{To='a@x.cn';Subject='s';Content='private notes'}} | Send-EmailCarMail {parameter}");
        Assert.Equal([id], result.ErrorIds);
        Assert.Empty(Server.Submissions);
    }
}
