using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>What does not change if emails are sent by SMTP.</summary>
public sealed class SmtpTests : IDisposable
{
    private readonly RawSmtpServer _server = new();
    private readonly ServerSession _session;
    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.jsonl");

    public SmtpTests() =>
        _session = new ServerSession($"-RequestsPerSecond 0 -SmtpServer 127.0.0.1 -SmtpPort {_server.Port} -SmtpSecurity None");

    public void Dispose()
    {
        _session.Dispose();
        _server.Dispose();
        File.Delete(_journal);
        File.Delete(_journal + ".lock");
    }

    [Fact]
    public void Every_recipient_has_exactly_one_status()
    {
        using var server = new RawSmtpServer { Recipient = address => address.StartsWith("no", StringComparison.Ordinal) ? "550 5.1.1 unknown" : null };
        Connect(server);
        var result = Send("'a@x.cn','no@x.cn','bad@','b@x.cn','a@x.cn'");

        Assert.Equal(
            ["a@x.cn Skipped", "a@x.cn Submitted", "b@x.cn Submitted", "bad@ Rejected", "no@x.cn Rejected"],
            result.Output.Select(o => $"{o.Properties["To"].Value} {o.Properties["Status"].Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["BadRecipient", "InvalidAddress"], result.ErrorIds.Order(StringComparer.Ordinal));
        Assert.Contains("550 5.1.1 unknown", result.Values<string>("Message").Single(m => m?.Contains("550", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void An_email_whose_end_was_sent_is_unknown_and_not_sent_again()
    {
        _server.Fault = new RawSmtpFault(RawSmtpStage.End, RawSmtpFailure.Close) { Accepts = true, Times = 1 };
        Assert.Equal(["Unknown"], Send("'a@x.cn'", $"-JournalPath '{_journal}'").Statuses);

        var again = Send("'a@x.cn'", $"-JournalPath '{_journal}'");
        Assert.Equal(["Unknown"], again.Statuses);
        Assert.Single(_server.Accepted);
    }

    [Fact]
    public async Task The_journal_line_is_on_disk_before_the_message_begins()
    {
        string? seen = null;
        using var server = new RawSmtpServer
        {
            BeforeReply = _ =>
            {
                using var file = new FileStream(_journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(file);
                seen = reader.ReadToEnd();
                return Task.CompletedTask;
            },
        };
        Connect(server);
        Send("'a@x.cn'", $"-JournalPath '{_journal}'").Clean();

        Assert.Contains("\"state\":\"sending\"", seen);
        Assert.DoesNotContain("submitted", seen);
        Assert.Contains("\"state\":\"submitted\"", await File.ReadAllTextAsync(_journal));
    }

    [Fact]
    public void A_result_is_written_before_its_error()
    {
        _server.Fault = new RawSmtpFault(RawSmtpStage.Rcpt, RawSmtpFailure.Permanent);
        var result = _session.Run("$r = @(); try { 'a@x.cn' | Send-EmailCarMail -Subject s -Html h -Via Smtp -ErrorAction Stop | ForEach-Object { $r += $_ } } catch { if ($_.FullyQualifiedErrorId -notlike 'BadRecipient,*') { throw } }; $r").Clean();

        Assert.Equal(["Rejected"], result.Statuses);
    }

    [Theory]
    [InlineData(RawSmtpStage.Auth, RawSmtpFailure.Permanent, "SmtpAuthenticationFailed")]
    [InlineData(RawSmtpStage.Greeting, RawSmtpFailure.Permanent, "SmtpUnusable")]
    [InlineData(RawSmtpStage.Mail, RawSmtpFailure.Close, "ServiceUnreachable")]
    [InlineData(RawSmtpStage.Data, RawSmtpFailure.Temporary, "TooFast")]
    internal void What_ends_the_run_leaves_the_rest_not_sent(RawSmtpStage stage, RawSmtpFailure failure, string error)
    {
        _server.Fault = new RawSmtpFault(stage, failure);
        var result = Send("'a@x.cn','b@x.cn','c@x.cn'", "-SummaryVariable run");

        Assert.Equal(["NotSent", "NotSent", "NotSent"], result.Statuses);
        Assert.Equal([error], result.ErrorIds);
        Assert.Equal(error, _session.Run("$run.EndedBy").Output.Single().ToString());
        Assert.Empty(_server.Accepted);
    }

    [Fact]
    public void Three_unknown_emails_and_a_failed_query_open_the_circuit_breaker()
    {
        _server.Fault = new RawSmtpFault(RawSmtpStage.End, RawSmtpFailure.Close);
        var result = Send("(1..20 | ForEach-Object { \"u$_@x.cn\" })");

        Assert.Equal(20, result.Output.Count);
        Assert.True(result.Statuses.Count(s => s == "Unknown") <= 10, $"{result.Statuses.Count(s => s == "Unknown")} are unknown.");
        Assert.Contains("OutOfOrder", result.ErrorIds);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -JournalPath $journal")]
    public void With_WhatIf_nothing_is_sent(string parameters)
    {
        _session.Engine.Set("journal", _journal);
        Assert.Empty(Send("'a@x.cn'", parameters).Clean().Output);
        Assert.Equal(0, _server.Connections);
        Assert.False(File.Exists(_journal));
    }

    [Fact]
    public void Only_confirmed_emails_are_sent()
    {
        const int yes = 0, no = 2;
        _session.Engine.Choices.Enqueue(no);
        _session.Engine.Choices.Enqueue(yes);
        var result = Send("'a@x.cn','b@x.cn'", "-Confirm").Clean();

        Assert.Equal(["b@x.cn"], result.Values<string>("To"));
        Assert.Equal(["Submitted"], result.Statuses);
        Assert.Equal(["b@x.cn"], _server.Accepted.Single().To);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_run_that_waits_for_a_response_within_a_second()
    {
        _server.Fault = new RawSmtpFault(RawSmtpStage.End, RawSmtpFailure.Hang);
        using var shell = _session.Engine.Create($"'a@x.cn' | Send-EmailCarMail -Subject s -Html h -Via Smtp -JournalPath '{_journal}'");
        var running = shell.BeginInvoke();
        await _server.MessageAsync(1).WaitAsync(TimeSpan.FromSeconds(30));

        var since = System.Diagnostics.Stopwatch.StartNew();
        await Task.Run(shell.Stop).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(3), $"It took {since.Elapsed}.");
        Assert.True(running.IsCompleted);
        _server.Fault = null;
        Assert.Equal(["Unknown"], Send("'a@x.cn'", $"-JournalPath '{_journal}'").Statuses);
    }

    [Fact]
    public void The_password_appears_nowhere()
    {
        _server.Fault = new RawSmtpFault(RawSmtpStage.Auth, RawSmtpFailure.Permanent) { Reply = "535 not " + ServerSession.Password };
        var result = Send("'a@x.cn'", $"-JournalPath '{_journal}' -Verbose");
        var shown = string.Concat(result.Errors.Select(e => e.ToString() + e.Exception)) + string.Concat(result.Streams.Verbose) + _session.Engine.Show("Get-EmailCarConnection");
        Assert.Contains("535 not ***", shown.Replace("535: not", "535 not", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(ServerSession.PasswordMd5, shown);
        Assert.DoesNotContain(ServerSession.Password, shown);
    }

    [Fact]
    public void A_result_of_SMTP_has_no_task_id_and_is_skipped_with_a_hint()
    {
        var result = _session.Run("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -Via Smtp | Get-EmailCarDelivery").Clean();

        Assert.Empty(result.Output);
        Assert.Contains("-StartDate", Assert.Single(result.Streams.Warning).Message);
        Assert.DoesNotContain(_session.Server.Requests, r => r.Path.Contains("lists", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-Text t")]
    [InlineData("-Cc c@x.cn")]
    [InlineData("-Bcc c@x.cn")]
    [InlineData("-Priority High")]
    [InlineData("-Header @{ 'X-A' = 'b' }")]
    public void Content_that_the_WebAPI_does_not_support_is_sent_by_SMTP(string parameter)
    {
        Assert.Equal(["Smtp"], _session.Run($"Send-EmailCarMail a@x.cn s h {parameter}").Clean().Values<string>("Via"));
        Assert.Equal(["SmtpRequired"], _session.Run($"Send-EmailCarMail b@x.cn s h {parameter} -Via WebApi").ErrorIds);
        Assert.Single(_server.Accepted);
    }

    [Fact]
    public void Without_an_SMTP_server_an_email_that_needs_one_is_rejected()
    {
        _session.Run("Connect-EmailCar -Endpoint $endpoint -Credential $credential -From support@emailcar.net -NoVerify").Clean();
        var result = _session.Run("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -Text t");

        Assert.Equal(["Rejected"], result.Statuses);
        Assert.Equal(["SmtpRequired"], result.ErrorIds);
        Assert.Equal(["SmtpRequired"], _session.Run("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -Via Smtp").ErrorIds);
    }

    [Fact]
    public void Copies_for_several_recipients_cause_one_warning()
    {
        Assert.Empty(Send("'a@x.cn'", "-Cc c@x.cn").Clean().Streams.Warning);
        Assert.Single(Send("'d@x.cn','e@x.cn','f@x.cn'", "-Cc c@x.cn").Clean().Streams.Warning);
        Assert.All(_server.Accepted, email => Assert.Equal(2, email.To.Count));
    }

    [Fact]
    public void A_redirected_email_is_sent_without_copies_and_a_copy_that_is_not_allowed_rejects_its_email()
    {
        Connect(_server, "-RedirectTo test@x.cn");
        Assert.Equal(["Submitted"], Send("'a@x.cn'", "-Cc c@x.cn -Bcc b@x.cn").Clean().Statuses);
        Assert.Equal(["test@x.cn"], Assert.Single(_server.Accepted).To);

        Connect(_server, "-AllowedRecipient *@x.cn");
        var result = Send("'d@x.cn'", "-Cc c@other.cn");
        Assert.Equal(["Rejected"], result.Statuses);
        Assert.Equal(["RecipientNotAllowed"], result.ErrorIds);
        Assert.Single(_server.Accepted);
    }

    [Theory]
    [InlineData("a@x.cn", "s", "n`r`nBcc: evil@x.cn")]
    [InlineData("a@x.cn", "s`nBcc: evil@x.cn", "n")]
    [InlineData("a@x.cn`r`nRCPT TO: evil@x.cn", "s", "n")]
    [InlineData("a@x.cn>`nRCPT TO:<evil@x.cn", "s", "n")]
    [InlineData("\"a`0\"@x.cn", "s", "n")]
    [InlineData("a@x.cn", "=?utf-8?Q?a=0D=0ABcc:_evil@x.cn?=", "=?utf-8?B?DQpCY2M6IGV2aWxAeC5jbg==?=")]
    [InlineData("a@x.cn", "s", "evil@x.cn>, <evil@x.cn")]
    [InlineData("a@x.cn", "s`0", "n`0")]
    public void No_row_can_add_a_header_a_command_or_a_recipient(string to, string subject, string name)
    {
        _session.Run($"@{{To=\"{to.Replace("\"", "`\"", StringComparison.Ordinal)}\";Subject=\"{subject}\";FromName=\"{name}\"}} | Send-EmailCarMail -Html h -Via Smtp");

        Assert.DoesNotContain(_server.Commands, command => command.Line.Contains("evil", StringComparison.Ordinal));
        Assert.All(_server.Accepted, email =>
        {
            Assert.Equal(["a@x.cn"], email.To);
            var headers = System.Text.Encoding.Latin1.GetString(email.Bytes).Split("\r\n\r\n")[0];
            Assert.DoesNotContain("\nBcc", headers, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\0', headers);
            Assert.Equal(1, headers.Split("\r\n").Count(line => line.StartsWith("To:", StringComparison.OrdinalIgnoreCase)));
        });
    }

    private void Connect(RawSmtpServer server, string parameters = "") => _session.Run(
        $"Connect-EmailCar -Endpoint $endpoint -Credential $credential -From support@emailcar.net -NoVerify -RequestsPerSecond 0 -SmtpServer 127.0.0.1 -SmtpPort {server.Port} -SmtpSecurity None {parameters}").Clean();

    private RunResult Send(string to, string parameters = "") => _session.Run($"{to} | Send-EmailCarMail -Subject s -Html h -Via Smtp {parameters}");
}
