using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Runs with merged emails: the expected duration, and the journal.</summary>
public sealed class MergeRunTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";
    private const string Rows = "$rows = 1..3 | ForEach-Object { [pscustomobject]@{To=\"u$_@x.cn\";No=$_;Day='today'} }; ";

    private readonly ServerSession _session = new("-RequestsPerSecond 1");
    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.jsonl");

    public MergeRunTests()
    {
        _session.Server.Answer("/v1/mail/send", Accepted);
        _session.Engine.Set("journal", _journal);
    }

    public void Dispose()
    {
        _session.Dispose();
        File.Delete(_journal);
    }

    [Fact]
    public void The_run_shows_its_expected_duration_at_the_start()
    {
        const string text = "at 1 submissions/s, 1,000 emails take at least 16.7 minutes, and 10,000 take 2.8 hours.";
        var streams = _session.Run(Rows + "$rows | Send-EmailCarMail -Merge -Subject 's {{No}}' -Html h -Verbose").Clean().Streams;
        Assert.Contains(text, streams.Verbose.First(v => !v.Message.Contains("Send email", StringComparison.Ordinal)).Message);
        Assert.Contains(text, streams.Progress[0].StatusDescription);
        Assert.Empty(streams.Warning);
    }

    [Fact]
    public void With_a_known_number_of_rows_the_run_shows_their_duration()
    {
        var streams = _session.Run(Rows + "Send-EmailCarMail -InputObject $rows -Merge -Subject 's {{No}}' -Html h -Verbose").Clean().Streams;
        Assert.Contains(streams.Verbose, v => v.Message.EndsWith("these 3 rows take at least 00:00:03.", StringComparison.Ordinal));
        Assert.Equal(3, streams.Progress[0].SecondsRemaining);
    }

    [Fact]
    public void Without_merging_rows_the_duration_of_batches_is_shown()
    {
        var streams = _session.Run("Send-EmailCarMail a@x.cn,b@x.cn -Merge -Subject s -Html h -Verbose").Clean().Streams;
        Assert.Contains(streams.Verbose, v => v.Message.Contains("1,000 recipients take at least 00:00:20", StringComparison.Ordinal));
    }

    [Fact]
    public void An_email_is_identified_by_its_merged_content()
    {
        Assert.Equal(
            ["Submitted", "Submitted", "Submitted"],
            _session.Run(Rows + "$rows | Send-EmailCarMail -Merge -Subject 's {{No}}' -Html h -JournalPath $journal").Clean().Statuses);
        Assert.Equal(
            ["Skipped"],
            _session.Run("'u2@x.cn' | Send-EmailCarMail -Subject 's 2' -Html h -JournalPath $journal").Clean().Statuses);
        Assert.Equal(
            ["Skipped", "Submitted", "Skipped"],
            _session.Run(Rows + "$rows[1].No = 5; $rows | Send-EmailCarMail -Merge -Subject 's {{No}}' -Html h -JournalPath $journal").Clean()
                .Output.OrderBy(o => o.Properties["To"].Value).Select(o => o.Properties["Status"].Value.ToString()));
    }

    [Fact]
    public void The_caller_s_key_has_priority_over_the_merged_content()
    {
        const string send = "$rows | Send-EmailCarMail -Merge -Subject 's {{No}}' -Html 'h {{Day}}' -MessageKey { $_.No } -JournalPath $journal";
        _session.Run(Rows + "$rows[0].Day = 'today'; " + send).Clean();
        Assert.Equal(["Skipped", "Skipped", "Skipped"], _session.Run(Rows + "$rows[0].Day = 'tomorrow'; " + send).Clean().Statuses);
        Assert.Equal(["s 1", "s 2", "s 3"], _session.Server.Submissions.Select(s => s["subject"]));
    }
}
