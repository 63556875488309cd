using System.Management.Automation;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Deliveries, statistics and balance.</summary>
public sealed class QueryTests : IDisposable
{
    private readonly SandboxSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Paging_returns_the_requested_rows()
    {
        _session.Run("1..95 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h").Clean();
        Assert.Equal(95, _session.Run("Get-EmailCarDelivery").Clean().Output.Count);
        Assert.Equal(5, _session.Run("Get-EmailCarDelivery -First 5").Clean().Output.Count);
        var all = _session.Run("Get-EmailCarDelivery").Clean().Values<long>("Id");
        Assert.Equal(all.Skip(41).Take(45), _session.Run("Get-EmailCarDelivery -Skip 41 -First 45").Clean().Values<long>("Id"));
    }

    [Fact]
    public void A_filter_is_applied_before_the_rows_are_counted()
    {
        _session.Run("1..90 | ForEach-Object { if ($_ % 30) { \"u$_@x.cn\" } else { \"bounce$_@x.cn\" } } | Send-EmailCarMail -Subject s -Html h").Clean();
        var failed = _session.Run("Get-EmailCarDelivery -Status Failed -Skip 1 -First 1").Clean();
        Assert.Equal(["Failed"], failed.Statuses);
        Assert.Equal(3, _session.Run("Get-EmailCarDelivery -Status failed").Clean().Output.Count);
    }

    /// <summary>An empty date in a database is the first or the last day of the calendar, which cannot be converted between time zones.</summary>
    [Theory]
    [InlineData("[datetime]::MinValue")]
    [InlineData("[datetime]::MaxValue")]
    [InlineData("[datetimeoffset]::MaxValue")]
    public void An_invalid_time_does_not_keep_an_id_from_being_looked_up(string time)
    {
        var result = _session.Run($"$sent = 'a@x.cn' | Send-EmailCarMail -Subject s -Html h; [pscustomobject]@{{Id=$sent.Id; To='a@x.cn'; Time={time}}} | Get-EmailCarDelivery");
        Assert.Single(result.Clean().Output);
    }

    [Fact]
    public void Nothing_found_is_an_empty_result()
    {
        Assert.Empty(_session.Run("Get-EmailCarDelivery").Clean().Output);
        var unlisted = _session.Run("Get-EmailCarDelivery -Id 42").Clean();
        Assert.Empty(unlisted.Output);
        Assert.Contains("42", Assert.Single(unlisted.Streams.Warning).Message);
        Assert.Equal([0], _session.Run("Get-EmailCarStats").Clean().Values<int>("Requested"));
        Assert.Null(_session.Run("Get-EmailCarStats").Clean().Output[0].Properties["SuccessRate"].Value);
    }

    [Theory]
    [InlineData("Get-EmailCarDelivery -StartDate 2026-02-02 -EndDate 2026-02-01", "InvalidDateRange")]
    [InlineData("Get-EmailCarStats -StartDate 2026-02-02 -EndDate 2026-02-01", "InvalidDateRange")]
    [InlineData("Get-EmailCarDelivery -Id abc", "InvalidId")]
    [InlineData("Get-EmailCarDelivery -Id -5", "InvalidId")]
    [InlineData("'8.7e17' | Get-EmailCarDelivery", "RoundedId")]
    [InlineData("Get-EmailCarStats -Id abc", "InvalidId")]
    [InlineData("Get-EmailCarDelivery -Wait", "WaitWithoutId")]
    [InlineData("Get-EmailCarDelivery -WaitTimeoutSec 5", "WaitWithoutId")]
    [InlineData("Get-EmailCarDelivery -Wait -All", "AmbiguousParameterSet")]
    [InlineData("Get-EmailCarDelivery -Id 7 -StartDate 2026-02-01", "AmbiguousParameterSet")]
    [InlineData("Get-EmailCarDelivery -All -StartDate 2026-02-01", "AmbiguousParameterSet")]
    [InlineData("Get-EmailCarStats -Daily -Id 7 -StartDate 2026-02-01", "AmbiguousParameterSet")]
    [InlineData("Get-EmailCarStats -All -Id 7", "AmbiguousParameterSet")]
    [InlineData("7 | Get-EmailCarDelivery -StartDate 2026-02-01", "InputObjectNotBound")]
    [InlineData("7 | Get-EmailCarStats -Daily -StartDate 2026-02-01", "InputObjectNotBound")]
    [InlineData("[pscustomobject]@{To='a@x.cn'} | Get-EmailCarDelivery", "MissingId")]
    [InlineData("[pscustomobject]@{To='a@x.cn';Status='Submitted';Id=''} | Get-EmailCarDelivery", "MissingId")]
    public void Invalid_input_is_one_clear_error(string script, string id) => Assert.Equal([id], _session.Run(script).ErrorIds);

    [Theory]
    [InlineData("Get-EmailCarDelivery", 25)]
    [InlineData("Get-EmailCarDelivery -All", 75)]
    [InlineData("Get-EmailCarDelivery -StartDate $yesterday", 50)]
    [InlineData("Get-EmailCarDelivery -EndDate $yesterday", 50)]
    [InlineData("Get-EmailCarStats", 25)]
    [InlineData("Get-EmailCarStats -All", 75)]
    [InlineData("Get-EmailCarStats -StartDate $yesterday", 50)]
    [InlineData("Get-EmailCarStats -EndDate $yesterday", 50)]
    public void Without_arguments_a_query_is_about_today_in_China_and_with_All_about_every_day(string script, int emails)
    {
        using var session = new SandboxSession(sandbox: "-HistoryDays 2 -HistoryPerDay 25");
        session.Run("$yesterday = [datetime]::UtcNow.AddHours(8).AddDays(-1); 1..25 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h").Clean();
        var found = session.Run(script).Clean();
        Assert.Equal(emails, script.Contains("Stats", StringComparison.Ordinal) ? found.Values<int>("Requested").Single() : found.Output.Count);
    }

    [Theory]
    [InlineData("@() | Get-EmailCarDelivery")]
    [InlineData("$null | Get-EmailCarDelivery")]
    [InlineData("$nobody | Where-Object { $false } | Get-EmailCarDelivery -Wait")]
    [InlineData("@() | Get-EmailCarDelivery -All")]
    [InlineData("Get-EmailCarDelivery $nobody")]
    [InlineData("Get-EmailCarDelivery -InputObject $nobody")]
    [InlineData("@() | Get-EmailCarStats")]
    [InlineData("Get-EmailCarStats -Id @()")]
    public void An_empty_list_of_ids_finds_nothing_and_never_everything(string script)
    {
        _session.Run("Send-EmailCarMail a@x.cn s h").Clean();
        Assert.Empty(_session.Run(script).Clean().Output);
    }

    [Theory]
    [InlineData("Get-EmailCarDelivery", "ById: Id, InputObject, Wait, WaitTimeoutSec; ByDate: EndDate, StartDate; All: All")]
    [InlineData("Get-EmailCarStats", "ById: Id, InputObject; ByDate: EndDate, StartDate; Daily: Daily, EndDate, StartDate; All: All")]
    public void The_syntax_shows_which_parameters_belong_together(string cmdlet, string sets)
    {
        var command = (CmdletInfo)_session.Run($"Get-Command {cmdlet}").Clean().Output.Single().BaseObject;
        Assert.All(sets.Split("; "), set => Assert.Equal(
            set.Split(": ")[1].Split(", "),
            command.ParameterSets.Single(s => s.Name == set.Split(": ")[0]).Parameters.Select(p => p.Name)
                .Where(name => command.Parameters[name].ParameterSets.Keys.All(s => s != ParameterAttribute.AllParameterSets)).Order()));
        Assert.Equal("ByDate", command.DefaultParameterSet);
    }

    [Fact]
    public void Other_pipeline_input_is_still_processed()
    {
        var result = _session.Run("$sent = 'a@x.cn' | Send-EmailCarMail -Subject s -Html h; 'abc', $sent, 'def', $sent.Id | Get-EmailCarDelivery");
        Assert.Equal(["InvalidId", "InvalidId"], result.ErrorIds);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("Rejected")]
    [InlineData("Unknown")]
    [InlineData("NotSent")]
    [InlineData("Skipped")]
    public void A_result_whose_status_explains_the_missing_id_is_skipped(string status)
    {
        var result = _session.Run($"[pscustomobject]@{{To='a@x.cn';Id='';Status='{status}'}} | Get-EmailCarDelivery -Verbose").Clean();
        Assert.Empty(result.Output);
        Assert.Contains(status, Assert.Single(result.Streams.Verbose).Message);
    }

    [Fact]
    public void Results_can_be_used_after_a_job_or_a_Clixml_file()
    {
        var sent = _session.Run("'a@x.cn','bad' | Send-EmailCarMail -Subject s -Html h").Output.ToArray();
        _session.Engine.Set("kept", PSSerializer.Deserialize(PSSerializer.Serialize(sent)));
        Assert.Equal(["a@x.cn"], _session.Run("$kept | Get-EmailCarDelivery").Clean().Values<string>("To"));
    }

    [Fact]
    public void The_progress_bar_disappears_if_nothing_was_found() =>
        Assert.Equal(
            [ProgressRecordType.Processing, ProgressRecordType.Completed],
            _session.Run("Get-EmailCarDelivery").Clean().Streams.Progress.Select(p => p.RecordType));

    [Fact]
    public void Statistics_can_be_queried_for_results()
    {
        var result = _session.Run("'a@x.cn','bounce@x.cn' | Send-EmailCarMail -Subject s -Html h | Get-EmailCarStats").Clean();
        Assert.Equal([1, 0], result.Values<int>("Succeeded"));
        Assert.Equal([0, 1], result.Values<int>("Failed"));
        Assert.Equal([1.0, 0.0], result.Values<double>("SuccessRate"));
    }

    [Fact]
    public void Another_login_is_used_for_one_call_and_leaves_the_connection_unchanged()
    {
        _session.Engine.Set("wrong", HostedEngine.Credential("nobody", "x"));
        Assert.Equal(["AuthenticationFailed"], _session.Run("Get-EmailCarBalance -Credential $wrong").ErrorIds);
        Assert.Equal(["sandbox@example.com"], _session.Run("Get-EmailCarBalance").Clean().Values<string>("UserName"));
    }

    [Fact]
    public void The_deliveries_of_many_emails_are_returned_with_their_recipients()
    {
        var result = _session.Run("1..90 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h | Get-EmailCarDelivery -Verbose").Clean();
        Assert.Equal(Enumerable.Range(1, 90).Select(i => $"u{i}@x.cn"), result.Values<string>("To"));
        Assert.DoesNotContain(result.Streams.Verbose, v => v.Message.Contains("without ids", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_without_ids_are_queried_one_by_one_with_a_message()
    {
        using var session = new SandboxSession(sandbox: "-RowIdShape None");
        var result = session.Run("1..90 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h | Get-EmailCarDelivery -Verbose").Clean();
        Assert.Equal(90, result.Values<string>("To").Distinct().Count());
        Assert.Single(result.Streams.Verbose, v => v.Message.Contains("without ids", StringComparison.Ordinal));
    }

    [Fact]
    public void Waiting_ends_as_soon_as_each_email_is_delivered_or_failed()
    {
        var result = _session.Run("'bounce@x.cn','a@x.cn' | Send-EmailCarMail -Subject s -Html h | Get-EmailCarDelivery -Wait").Clean();
        Assert.Equal(["bounce@x.cn", "a@x.cn"], result.Values<string>("To"));
        Assert.Equal(["Failed", "Delivered"], result.Statuses);
        Assert.Empty(result.Streams.Warning);
    }

    [Theory]
    [InlineData("Get-EmailCarDelivery -First 1 -IncludeTotalCount", 4UL)]
    [InlineData("Get-EmailCarDelivery -First 1 -IncludeTotalCount -Status Failed", 1UL)]
    [InlineData("Get-EmailCarDelivery -First 1 -IncludeTotalCount -Status Sending,Failed", 2UL)]
    [InlineData("$sent | Get-EmailCarDelivery -First 1 -IncludeTotalCount", 4UL)]
    public void The_total_count_is_an_estimate(string script, ulong count)
    {
        _session.Run("$sent = 'slow@x.cn','bounce@x.cn','a@x.cn','b@x.cn' | Send-EmailCarMail -Subject s -Html h").Clean();
        var total = _session.Run(script).Clean().Output[0];
        Assert.Equal(count, total.BaseObject);
        Assert.InRange((double)total.Properties["Accuracy"].Value, 0.01, 0.99);
    }

    [Fact]
    public void Each_day_has_a_row_and_no_rate_if_nothing_was_sent()
    {
        using var session = new SandboxSession(sandbox: "-HistoryDays 1 -HistoryPerDay 50");
        var result = session.Run("Get-EmailCarStats -Daily -StartDate ([datetime]::UtcNow.AddHours(8).AddDays(-2))").Clean();
        Assert.Equal([0, 50, 0], result.Values<int>("Requested"));
        Assert.Null(result.Output[0].Properties["SuccessRate"].Value);
        Assert.Equal([33, 66, 100], result.Streams.Progress.Where(p => p.RecordType == ProgressRecordType.Processing).Select(p => p.PercentComplete));
    }

    [Fact]
    public void Statistics_of_a_shared_id_are_queried_once()
    {
        using var session = new SandboxSession(sandbox: "-IdShape Shared");
        Assert.Equal([3], session.Run("'a@x.cn','b@x.cn','c@x.cn' | Send-EmailCarMail -Subject s -Html h | Get-EmailCarStats").Clean().Values<int>("Requested"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Disconnect-EmailCar;")]
    public void A_piped_sandbox_is_queried_instead_of_another_endpoint(string before)
    {
        using var other = new SandboxSession();
        other.Run("Send-EmailCarMail a@x.cn s h").Clean();
        _session.Engine.Set("other", other.Run("Get-EmailCarSandbox").Clean().Output.Single());
        Assert.Equal([9999], _session.Run($"{before} $other | Get-EmailCarBalance").Clean().Values<int>("Email"));
        Assert.Equal([10000, 9999, 10000], _session.Run("$sandbox, $other, $sandbox | Get-EmailCarBalance").Clean().Values<int>("Email"));
    }

    [Fact]
    public void The_balance_of_several_accounts_is_queried_one_after_another()
    {
        _session.Engine.Set("wrong", HostedEngine.Credential("nobody", "x"));
        var result = _session.Run("$sandbox.Credential, $wrong, $sandbox | Get-EmailCarBalance");
        Assert.Equal(["sandbox@example.com", "sandbox@example.com"], result.Values<string>("UserName"));
        Assert.Equal(["AuthenticationFailed"], result.ErrorIds);
    }
}
