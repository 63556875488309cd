using System.Text.Json;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>Runs with a journal, and runs that continue after an interruption.</summary>
public sealed class JournalTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";
    private const string Three = "'a@x.cn','b@x.cn','c@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath $journal";

    private readonly ServerSession _session = new();
    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.jsonl");

    public JournalTests() => _session.Engine.Set("journal", _journal);

    private RawServer Server => _session.Server;

    public void Dispose()
    {
        _session.Dispose();
        File.Delete(_journal);
    }

    [Fact]
    public void The_same_command_again_sends_nothing_and_warns_once()
    {
        Server.Answer("/v1/mail/send", Accepted);
        Assert.Equal(["Submitted", "Submitted", "Submitted"], _session.Run(Three).Clean().Statuses);
        var again = _session.Run(Three).Clean();
        Assert.Equal(["Skipped", "Skipped", "Skipped"], again.Statuses);
        Assert.Equal([873216184254383362, 873216184254383362, 873216184254383362], again.Values<long>("Id"));
        Assert.Contains("-MessageKey", Assert.Single(again.Streams.Warning).Message);
        Assert.Single(Server.Submissions);
    }

    [Fact]
    public void Only_missing_emails_are_sent()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath $journal").Clean();
        Assert.Equal(["Skipped", "Submitted", "Submitted"], _session.Run(Three).Clean().Statuses);
        Assert.Equal(["a@x.cn", "b@x.cn;c@x.cn"], Server.Submissions.Select(s => s["to"]));
    }

    [Fact]
    public void Rejected_and_unsent_emails_are_tried_again()
    {
        Server.Answer("/v1/mail/send", """{"status":"error","msg":"内容不合规"}""", """{"status":"error","msg":"邮箱点数不足"}""", Accepted);
        Assert.Equal(["Rejected", "Rejected", "Rejected"], _session.Run(Three).Statuses);
        Assert.Equal(["NotSent", "NotSent", "NotSent"], _session.Run(Three).Statuses);
        Assert.Equal(["Submitted", "Submitted", "Submitted"], _session.Run(Three).Clean().Statuses);
    }

    [Fact]
    public void Emails_that_may_have_arrived_are_sent_again_only_on_request()
    {
        Server.Answer("/v1/mail/send", RawAnswer.HangUp, Accepted);
        Assert.Equal(["ConnectionLost"], _session.Run(Three).ErrorIds);
        var again = _session.Run(Three);
        Assert.Equal(["Unknown", "Unknown", "Unknown"], again.Statuses);
        Assert.Equal(["UnknownFromJournal"], again.ErrorIds);
        Assert.Single(Server.Submissions);
        Assert.Equal(["Submitted", "Submitted", "Submitted"], _session.Run(Three + " -RetryUnknown").Clean().Statuses);
        Assert.Equal(["Skipped", "Skipped", "Skipped"], _session.Run(Three).Clean().Statuses);
    }

    [Fact]
    public void An_email_is_identified_by_the_caller_s_key_and_the_address()
    {
        Server.Answer("/v1/mail/send", Accepted);
        const string orders =
            """
            @{To='a@x.cn';No=1;Subject="today $([Guid]::NewGuid())"},@{To='a@x.cn';No=2;Subject='s'},@{To='b@x.cn';No=1;Subject='s'} |
                ForEach-Object { [pscustomobject]$_ } |
                Send-EmailCarMail -Html h -MessageKey { $_.No } -JournalPath $journal
            """;
        var first = _session.Run(orders).Clean();
        Assert.Equal(["Submitted", "Submitted", "Submitted"], first.Statuses);
        Assert.Equal(["1", "2", "1"], first.Output.OrderBy(o => o.Properties["Subject"].Value.ToString()!.StartsWith("today", StringComparison.Ordinal) ? 0 : 1)
            .Select(o => o.Properties["MessageKey"].Value));
        Assert.Equal(["Skipped", "Skipped", "Skipped"], _session.Run(orders).Clean().Statuses);
    }

    [Fact]
    public void A_content_that_changes_from_run_to_run_causes_a_warning()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run("'a@x.cn' | Send-EmailCarMail -Subject 'of today' -Html h -JournalPath $journal").Clean();
        var result = _session.Run("'a@x.cn' | Send-EmailCarMail -Subject 'of tomorrow' -Html h -JournalPath $journal").Clean();
        Assert.Equal(["Submitted"], result.Statuses);
        Assert.Contains("-MessageKey", Assert.Single(result.Streams.Warning).Message);
    }

    [Fact]
    public void WhatIf_reads_the_journal_and_does_not_change_it()
    {
        Server.Answer("/v1/mail/send", Accepted);
        Assert.Empty(_session.Run(Three + " -WhatIf").Clean().Output);
        Assert.False(File.Exists(_journal));
        _session.Run("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath $journal").Clean();
        var before = File.ReadAllText(_journal);
        _session.Run(Three + " -WhatIf").Clean();
        Assert.Contains("2 recipients (first: b@x.cn)", _session.Engine.HostText);
        Assert.Equal(before, File.ReadAllText(_journal));
    }

    [Fact]
    public void A_journal_of_a_rehearsal_is_rejected_by_the_real_run()
    {
        using var rehearsal = new SandboxSession();
        rehearsal.Engine.Set("journal", _journal);
        rehearsal.Run(Three).Clean();
        Assert.Equal(["JournalOfAnother"], _session.Run(Three).ErrorIds);
        Assert.Empty(Server.Submissions);
    }

    [Fact]
    public void A_damaged_line_is_named_and_an_incomplete_last_line_is_not_damage()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run(Three).Clean();
        File.AppendAllText(_journal, """{"time":"2026-""");
        Assert.Equal(["Skipped", "Skipped", "Skipped"], _session.Run(Three).Clean().Statuses);
        File.AppendAllText(_journal, "\n{}\n");
        var result = _session.Run(Three);
        Assert.Equal(["JournalUnreadable"], result.ErrorIds);
        Assert.Contains("Line 4", result.Errors[0].ErrorDetails.Message);
    }

    [Fact]
    public void A_second_run_with_a_journal_is_rejected_while_others_can_read_it()
    {
        Server.Answer("/v1/mail/send", Accepted);
        using (new FileStream(_journal + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(["JournalInUse"], _session.Run(Three).ErrorIds);
        }

        _session.Run(Three).Clean();
        Assert.False(File.Exists(_journal + ".lock"));
        Assert.Equal(
            ["", "sending", "submitted"],
            File.ReadLines(_journal).Select(line => JsonDocument.Parse(line).RootElement.TryGetProperty("state", out var state) ? state.GetString() : ""));
    }

    [Fact]
    public void A_journal_that_cannot_be_written_sends_nothing()
    {
        var result = _session.Run("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath /no/such/folder/run.jsonl");
        Assert.Equal(["JournalUnusable"], result.ErrorIds);
        Assert.Empty(Server.Submissions);
    }

    /// <summary>If the path were relative to the current directory of the process, another run would not find the journal and would repeat everything.</summary>
    [Theory]
    [InlineData("Env:", "run.jsonl", "Environment")]
    [InlineData("/", "variable:run.jsonl", "Variable")]
    public void A_journal_that_is_not_in_the_file_system_sends_nothing(string location, string path, string store)
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Engine.Runspace.SessionStateProxy.Path.SetLocation(location);
        var result = _session.Run($"'a@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath {path}");
        Assert.Equal(["JournalUnusable"], result.ErrorIds);
        Assert.Contains($"'{path}' is a path of the {store} provider", result.Errors.Single().ErrorDetails.Message);
        Assert.Empty(Server.Submissions);
    }

    [Fact]
    public void A_journal_in_the_file_system_can_be_used_from_any_location()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Engine.Runspace.SessionStateProxy.Path.SetLocation("Env:");
        Assert.Equal(["Submitted", "Submitted", "Submitted"], _session.Run(Three).Clean().Statuses);
        Assert.True(File.Exists(_journal));
    }

    [Fact]
    public void A_journal_contains_no_secret_and_no_content()
    {
        Server.Answer("/v1/mail/send", Accepted);
        _session.Run("'a@x.cn' | Send-EmailCarMail -Subject 'the subject' -Html 'the body' -JournalPath $journal").Clean();
        var text = File.ReadAllText(_journal);
        Assert.DoesNotContain(ServerSession.PasswordMd5, text);
        Assert.DoesNotContain("the subject", text);
        Assert.DoesNotContain("the body", text);
        Assert.Contains("\"873216184254383362\"", text);
    }

    [Fact]
    public void The_counts_are_stored_in_a_variable()
    {
        Server.Answer("/v1/mail/send", Accepted);
        var summary = _session.Run("$null = 'a@x.cn','a@x.cn','bad' | Send-EmailCarMail -Subject s -Html h -SummaryVariable run; $run");
        Assert.Equal([3], summary.Values<int>("Total"));
        Assert.Equal([1], summary.Values<int>("Submitted"));
        Assert.Equal([1], summary.Values<int>("Rejected"));
        Assert.Equal([1], summary.Values<int>("Skipped"));
    }

    [Fact]
    public void One_bad_address_does_not_reject_the_other_forty_nine()
    {
        Server.Handle("/v1/mail/send", r => r["to"].Split(';').Contains("u17@x.cn")
            ? RawAnswer.Json("""{"status":"error","msg":"收件人地址格式错误"}""")
            : RawAnswer.Json(Accepted));
        var result = _session.Run("1..50 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"u{i}@x.cn"), result.Values<string>("To"));
        Assert.Equal(["u17@x.cn"], result.Output.Where(o => o.Properties["Status"].Value.ToString() == "Rejected").Select(o => (string)o.Properties["To"].Value));
        Assert.Equal(["BadRecipient"], result.ErrorIds);
        Assert.InRange(Server.Submissions.Count, 2, 13);
    }

    [Fact]
    public void A_failing_service_ends_the_run()
    {
        Server.Answer("/v1/mail/send", RawAnswer.Text(500, "oops"));
        var result = _session.Run("1..1000 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h -BatchSize 10");
        Assert.Equal(1000, result.Output.Count);
        Assert.InRange(Server.Submissions.Count, 6, 9);
        Assert.Equal("OutOfOrder", result.ErrorIds[^1]);
        Assert.All(result.Statuses.Skip(90), status => Assert.Equal("NotSent", status));
    }
}
