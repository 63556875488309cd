using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Addresses that failed are not sent to again.</summary>
public sealed class SuppressionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emailcar-").FullName;
    private readonly SandboxSession _session;

    public SuppressionTests()
    {
        _session = new SandboxSession($"-SuppressionPath '{Path.Combine(_folder, "default.csv")}'");
        _session.Engine.Set("list", Path.Combine(_folder, "list.csv"));
        _session.Engine.Set("other", HostedEngine.Credential("other@x.cn", "anders"));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_bounced_address_is_skipped_from_the_next_day_on_with_the_reason()
    {
        const string send = "'ann@x.cn','bounce@x.cn' | Send-EmailCarMail -Subject s -Html h -WarningAction SilentlyContinue -SummaryVariable summary";
        var added = _session.Run($"{send} | Get-EmailCarDelivery | Add-EmailCarSuppression -PassThru").Clean();
        Assert.Equal(["bounce@x.cn"], added.Values<string>("To"));
        var again = _session.Run(send.Replace("bounce", "BOUNCE")).Clean();
        Assert.Equal(["Skipped", "Submitted"], again.Statuses.Order());
        Assert.Contains("550 用户不存在", again.Values<string>("Message").Single(m => m?.Length > 0));
        Assert.Equal(1, _session.Run("$summary.Skipped").Clean().Output.Single().BaseObject);
        Assert.Equal(2, _session.Run("Get-EmailCarSandboxMail").Clean().Values<string>("To").Count(to => to == "ann@x.cn"));
        Assert.Single(_session.Run("Get-EmailCarSandboxMail bounce@x.cn").Clean().Output);
    }

    [Fact]
    public void The_list_of_the_connection_applies_to_a_command_with_a_separate_login_and_a_run_can_use_another()
    {
        _session.Run("Add-EmailCarSuppression ann@x.cn -Reason 'by phone'; Add-EmailCarSuppression ben@x.cn -Path $list").Clean();
        const string send = "'ann@x.cn','ben@x.cn' | Send-EmailCarMail -Subject s -Html h";
        Assert.Equal(["ann@x.cn"], Skipped(send));
        Assert.Equal(["ben@x.cn"], Skipped($"{send} -SuppressionPath $list"));
        Assert.Equal(["ann@x.cn"], _session.Run($"{send} -Credential $other").Output.Where(o => o.Properties["Status"].Value.ToString() == "Skipped").Select(o => o.Properties["To"].Value));
    }

    [Fact]
    public void Suppressed_addresses_do_not_count_as_invalid()
    {
        _session.Run("1..150 | ForEach-Object { \"s$_@x.cn\" } | Add-EmailCarSuppression").Clean();

        // 30 of the 90 addresses that are counted are not valid. These are too few rows for a decision, whatever is skipped besides them.
        var result = _session.Run("@(1..150 | ForEach-Object { \"s$_@x.cn\" }) + @(1..60 | ForEach-Object { \"g$_@x.cn\" }) + @(1..30 | ForEach-Object { \"bad$_\" }) | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(150, result.Statuses.Count(s => s == "Skipped"));
        Assert.Equal(60, result.Statuses.Count(s => s == "Submitted"));
        Assert.DoesNotContain("TooManyInvalidAddresses", result.ErrorIds);
        result = _session.Run("@(1..150 | ForEach-Object { \"s$_@x.cn\" }) + @(1..79 | ForEach-Object { \"h$_@x.cn\" }) + @(1..25 | ForEach-Object { \"bad$_\" }) | Send-EmailCarMail -Subject s -Html h");
        Assert.Contains("TooManyInvalidAddresses", result.ErrorIds);
    }

    [Theory]
    [InlineData("Array", "Inside", true)]
    [InlineData("Array", "None", true)]
    [InlineData("Shared", "Inside", false)]
    [InlineData("Shared", "Beside", false)]
    [InlineData("Shared", "None", false)]
    public void Only_a_delivery_with_a_certain_recipient_suppresses(string ids, string rows, bool isCertain)
    {
        using var session = new SandboxSession(sandbox: $"-IdShape {ids} -RowIdShape {rows}");
        session.Engine.Set("list", Path.Combine(_folder, "list.csv"));
        session.Run("$results = 'bounce1@x.cn','ann@x.cn','bounce2@x.cn' | Send-EmailCarMail -Subject s -Html h").Clean();
        var all = session.Run("$results | Get-EmailCarDelivery | Add-EmailCarSuppression -Path $list -PassThru -WarningVariable warnings; \"$warnings\"").Clean();
        Assert.Equal(isCertain ? ["bounce1@x.cn", "bounce2@x.cn"] : [], all.Output.SkipLast(1).Select(o => (string)o.Properties["To"].Value).Order());
        Assert.Equal(!isCertain, all.Output[^1].ToString().Length > 0);

        // Only one result, as if no other recipient had the id.
        session.Run("foreach ($one in $results) { $one | Get-EmailCarDelivery | Add-EmailCarSuppression -Path $list -WarningAction SilentlyContinue }").Clean();
        Assert.Equal(isCertain ? ["bounce1@x.cn", "bounce2@x.cn"] : [], session.Run("Get-EmailCarSuppression -Path $list").Clean().Values<string>("To").Order());
    }

    [Fact]
    public void A_shared_id_is_marked_in_results_and_in_the_journal()
    {
        using var session = new SandboxSession(sandbox: "-IdShape Shared");
        session.Engine.Set("journal", Path.Combine(_folder, "run.jsonl"));
        const string send = "'ann@x.cn','ben@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath $journal -WarningAction SilentlyContinue; 'cy@x.cn' | Send-EmailCarMail -Subject t -Html h -JournalPath $journal -WarningAction SilentlyContinue";
        Assert.Equal([true, true, false], session.Run(send).Clean().Values<bool>("IsIdShared"));
        Assert.Equal([true, true, false], session.Run("Get-EmailCarJournal $journal").Clean().Values<bool>("IsIdShared"));
        Assert.Equal([true, true, false], session.Run(send).Clean().Values<bool>("IsIdShared"));
    }

    [Theory]
    [InlineData("$results | Add-EmailCarSuppression", "InvalidSuppressionInput")]
    [InlineData("Add-EmailCarSuppression 'ann'", "InvalidAddress")]
    [InlineData("[pscustomobject]@{ Name = 'Ann' } | Add-EmailCarSuppression", "MissingAddress")]
    [InlineData("Remove-EmailCarSuppression cy@x.cn", "SuppressionNotFound")]
    [InlineData("Get-EmailCarSuppression -Path env:list", "SuppressionUnusable")]
    [InlineData("Get-EmailCarSuppression -Path $folder", "SuppressionUnusable")]
    [InlineData("Add-EmailCarSuppression ann@x.cn -Path \"$folder/none/list.csv\"", "SuppressionUnusable")]
    [InlineData("Send-EmailCarMail ann@x.cn -Subject s -Html h -SuppressionPath $wrong", "InvalidSuppressionList")]
    [InlineData("Disconnect-EmailCar; Get-EmailCarSuppression", "SuppressionPathRequired")]
    public void Invalid_input_is_an_error_and_suppresses_no_address(string script, string id)
    {
        _session.Engine.Set("folder", _folder);
        _session.Engine.Set("wrong", Path.Combine(_folder, "wrong.csv"));
        File.WriteAllText(Path.Combine(_folder, "wrong.csv"), "Name;Phone\r\n");
        _session.Run("$results = Send-EmailCarMail ann@x.cn -Subject s -Html h -WarningAction SilentlyContinue").Clean();
        Assert.Equal([id], _session.Run(script).ErrorIds);
        Assert.False(File.Exists(Path.Combine(_folder, "default.csv")));
    }

    [Fact]
    public void A_list_that_does_not_exist_yet_is_a_warning_and_everything_is_sent()
    {
        var result = _session.Run("Send-EmailCarMail ann@x.cn -Subject s -Html h").Clean();
        Assert.Equal(["Submitted"], result.Statuses);
        Assert.Contains("default.csv", Assert.Single(result.Streams.Warning).Message);
    }

    [Fact]
    public void Addresses_can_be_removed_and_WhatIf_changes_nothing()
    {
        _session.Run("'ann@x.cn','ben@x.cn' | Add-EmailCarSuppression -Until ([DateTime]::Now.AddDays(1)); Add-EmailCarSuppression cy@x.cn -WhatIf").Clean();
        _session.Run("Get-EmailCarSuppression | Remove-EmailCarSuppression -WhatIf").Clean();
        Assert.Equal(["ann@x.cn", "ben@x.cn"], _session.Run("Get-EmailCarSuppression").Clean().Values<string>("To"));
        _session.Run("Get-EmailCarSuppression ANN@x.cn | Remove-EmailCarSuppression").Clean();
        Assert.Equal(["ben@x.cn"], _session.Run("Get-EmailCarSuppression -All").Clean().Values<string>("To"));
    }

    private IEnumerable<string> Skipped(string script) =>
        _session.Run(script).Clean().Output.Where(o => o.Properties["Status"].Value.ToString() == "Skipped").Select(o => (string)o.Properties["To"].Value);
}
