using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Get-EmailCarJournal and Resolve-EmailCarUnknown, with a journal of a killed process that has no last result.</summary>
public sealed class JournalCommandTests : IDisposable
{
    private const string Resolve = "Resolve-EmailCarUnknown $journal -SettleMinutes 0 -AcceptNotListed";

    private readonly SandboxSession _session = new();
    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.jsonl");

    public JournalCommandTests()
    {
        _session.Engine.Set("journal", _journal);
        _session.Run(
            """
            'a@x.cn', 'bounce@x.cn' | Send-EmailCarMail -Subject one -Html h -JournalPath $journal | Out-Null
            'b@x.cn', 'c@x.cn' | Send-EmailCarMail -Subject two -Html h -MessageKey { $_ } -JournalPath $journal | Out-Null
            """).Clean();
        var lines = File.ReadAllLines(_journal);
        File.WriteAllText(_journal, string.Concat(lines.SkipLast(1).Select(line => line + "\n")) + "{\"time\":\"2026");
    }

    public void Dispose()
    {
        _session.Dispose();
        File.Delete(_journal);
    }

    [Fact]
    public void Entries_show_each_email_and_its_last_state()
    {
        var entries = _session.Run("Get-EmailCarJournal $journal").Clean();
        Assert.Equal(["a@x.cn", "bounce@x.cn", "b@x.cn", "c@x.cn"], entries.Values<string>("To"));
        Assert.Equal(["Submitted", "Submitted", "Unknown", "Unknown"], entries.Statuses);
        Assert.Equal([null, null, "b@x.cn", "c@x.cn"], entries.Output.Select(e => e.Properties["MessageKey"].Value));
        Assert.Contains("may have arrived", entries.Output[2].Properties["Message"].Value.ToString());
    }

    [Fact]
    public void Statuses_filter_and_entries_pipe_into_deliveries() => Assert.Equal(
        ["bounce@x.cn"],
        _session.Run("Get-EmailCarJournal $journal -Status Submitted, Rejected | Get-EmailCarDelivery -Status Failed").Clean().Values<string>("To"));

    [Fact]
    public void Entries_with_text_values_from_a_CSV_file_can_be_piped_too() => Assert.Equal(
        ["bounce@x.cn"],
        _session.Run("Get-EmailCarJournal $journal | ForEach-Object { [pscustomobject]@{ To = \"$($_.To)\"; Status = \"$($_.Status)\"; Id = \"$($_.Id)\"; Time = $_.Time.ToString('o') } } | Get-EmailCarDelivery -Status Failed").Clean().Values<string>("To"));

    [Fact]
    public void A_summary_counts_and_shows_that_a_run_is_writing()
    {
        Assert.Equal("2 2 4 False", Text("$s = Get-EmailCarJournal $journal -Summary; \"$($s.Submitted) $($s.Unknown) $($s.Total) $($s.IsRunning)\""));
        using (new FileStream(_journal + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal("True", Text("(Get-EmailCarJournal $journal -Summary).IsRunning"));
            Assert.Equal(["JournalInUse"], _session.Run(Resolve).ErrorIds);
            Assert.Equal(["JournalInUse"], _session.Run(Resolve + " -WhatIf").ErrorIds);
        }

        File.Delete(_journal + ".lock");
    }

    [Theory]
    [InlineData("Get-EmailCarJournal")]
    [InlineData("Resolve-EmailCarUnknown")]
    public void A_missing_journal_is_an_error(string command)
    {
        var result = _session.Run($"{command} /no/such/run.jsonl");
        Assert.Equal(["JournalUnusable"], result.ErrorIds);
        Assert.False(File.Exists("/no/such/run.jsonl.lock"));
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        File.WriteAllText(_journal, File.ReadAllText(_journal).Replace("bounce@x.cn", "bounce@y.cn", StringComparison.Ordinal));
        foreach (var command in new[] { "Get-EmailCarJournal $journal", "Get-EmailCarJournal $journal -Summary", Resolve })
        {
            var result = _session.Run(command);
            Assert.Equal(["JournalUnreadable"], result.ErrorIds);
            Assert.Contains("Line 2", result.Errors[0].ErrorDetails.Message);
        }
    }

    [Fact]
    public void An_email_that_arrived_becomes_submitted_and_is_skipped_by_the_next_run()
    {
        var verdicts = _session.Run(Resolve).Clean();
        Assert.Equal(["Submitted", "Submitted"], verdicts.Statuses);
        Assert.Equal(["b@x.cn", "c@x.cn"], verdicts.Values<string>("MessageKey"));
        Assert.Equal(["Skipped", "Skipped"], _session.Run("'b@x.cn', 'c@x.cn' | Send-EmailCarMail -Subject two -Html h -MessageKey { $_ } -JournalPath $journal").Clean().Statuses);
        Assert.Empty(_session.Run(Resolve).Clean().Output);
        Assert.Equal("4", Text("(Get-EmailCarJournal $journal -Summary).Submitted"));
    }

    [Fact]
    public void WhatIf_shows_the_verdicts_and_writes_nothing()
    {
        var before = File.ReadAllText(_journal);
        Assert.Equal(["Submitted", "Submitted"], _session.Run(Resolve + " -WhatIf").Clean().Statuses);
        Assert.Contains("Submitted", _session.Engine.HostText);
        Assert.Equal(before, File.ReadAllText(_journal));
        Assert.False(File.Exists(_journal + ".lock"));
    }

    [Fact]
    public void An_email_that_is_not_listed_is_sent_again_only_if_this_is_accepted()
    {
        // A submission that the service rejected; the process was killed before the rejection was recorded.
        var lines = File.ReadAllLines(_journal);
        File.WriteAllLines(_journal, lines.Take(3));
        _session.Run("'d@x.cn' | Send-EmailCarMail -Subject four -From unregistered@x.cn -Html h -MessageKey { $_ } -JournalPath $journal -ErrorAction Ignore | Out-Null");
        var all = File.ReadAllLines(_journal);
        File.WriteAllLines(_journal, all.SkipLast(1));

        var verdict = Assert.Single(_session.Run("Resolve-EmailCarUnknown $journal -SettleMinutes 0").Clean().Output);
        Assert.Equal(("Unknown", true), (verdict.Properties["Status"].Value.ToString(), verdict.Properties["IsNotListed"].Value));
        Assert.Equal("Unknown", Text("(Get-EmailCarJournal $journal -Status Unknown).Status"));
        Assert.Equal("NotSent", Text($"({Resolve}).Status"));
        Assert.Equal("NotSent", Text("(Get-EmailCarJournal $journal -Status NotSent).Status"));
        Assert.Equal(
            ["Submitted"],
            _session.Run("'d@x.cn' | Send-EmailCarMail -Subject four -Html h -MessageKey { $_ } -JournalPath $journal").Clean().Statuses);
    }

    private string Text(string script) => Assert.Single(_session.Run(script).Clean().Output).ToString();
}
