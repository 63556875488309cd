using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Columns whose value cannot be read: their row is reported, and no other row is lost.</summary>
public sealed class UnreadableColumnTests : IDisposable
{
    /// <summary>Rows with a column that a script block calculates, and values that cannot be converted to text.</summary>
    private const string Definitions =
        """
        class Silent { [string] ToString() { throw 'no text' } }
        function New-Row($row, $name, $getter) { $o = [pscustomobject]$row; $o.psobject.Properties.Add([psscriptproperty]::new($name, $getter)); $o }

        """;

    private readonly SandboxSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("TrackOpens { throw 'boom' }", "'TrackOpens'", "boom")]
    [InlineData("TrackClicks { $null.None() }", "'TrackClicks'", "You cannot call a method")]
    [InlineData("TrackClicks { [Silent]::new() }", "'TrackClicks'", "no text")]
    [InlineData("TrackClicks { ,@(1, [Silent]::new()) }", "'TrackClicks'", "no text")]
    public void Only_its_row_is_rejected(string column, string name, string reason)
    {
        var result = _session.Run(
            $$"""
            {{Definitions}}
            & {
                1..50 | ForEach-Object { [pscustomobject]@{Email="a$_@x.cn"} }
                New-Row @{Email='bad@x.cn'} {{column}}
                [pscustomobject]@{Email='b@x.cn'}
            } | Send-EmailCarMail -Subject s -Html h
            """);
        Assert.Null(result.Terminating);
        Assert.Equal(52, result.Output.Count);
        Assert.Equal(51, result.Statuses.Count(s => s == "Submitted"));
        Assert.Equal(["bad@x.cn"], result.Output.Where(o => o.Properties["Status"].Value.ToString() == "Rejected").Select(o => o.Properties["To"].Value));
        Assert.Equal(["UnreadableColumn"], result.ErrorIds);
        Assert.Contains($"{name} cannot be read: {reason}", result.Errors[0].ErrorDetails.Message);
    }

    [Theory]
    [InlineData("New-Row @{To='bad@x.cn'} Name { throw 'boom' }", "boom")]
    [InlineData("[pscustomobject]@{To='bad@x.cn';Name=[Silent]::new()}", "no text")]
    [InlineData("@{To='bad@x.cn';Name=@(1,[Silent]::new())}", "no text")]
    public void A_template_that_uses_the_column_rejects_only_its_row(string row, string reason)
    {
        var result = _session.Run(
            $$"""
            {{Definitions}}
            & { @{To='a@x.cn';Name='a'}; {{row}}; @{To='b@x.cn';Name='b'} } |
                Send-EmailCarMail -Merge -MergeMissing Blank -Subject 'To {{"{{Name}}"}}' -Html '{{"{{#Name}}{{.}}{{/Name}}"}}'
            """);
        Assert.Equal(["Rejected bad@x.cn", "Submitted a@x.cn", "Submitted b@x.cn"], result.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["To"].Value}").Order());
        Assert.Equal(["UnreadableColumn"], result.ErrorIds);
        Assert.Contains($"'Name' cannot be read: {reason}", result.Errors[0].ErrorDetails.Message);
    }

    [Fact]
    public void An_address_that_cannot_be_read_is_not_a_missing_one()
    {
        var result = _session.Run($"{Definitions} @{{To=@([Silent]::new())}},@{{To='b@x.cn'}} | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(["Rejected", "Submitted"], result.Statuses);
        Assert.Equal(["UnreadableColumn"], result.ErrorIds);
    }

    [Theory]
    [InlineData("Get-EmailCarStats", "Id", "Id='1'")]
    [InlineData("Test-EmailCarAddress", "To", "To='a@x.cn'")]
    public void Other_commands_also_continue_after_it(string command, string column, string fine)
    {
        var result = _session.Run($"{Definitions} (New-Row @{{A=1}} {column} {{ throw 'boom' }}),[pscustomobject]@{{{fine}}} | {command}");
        Assert.Null(result.Terminating);
        Assert.Equal(["UnreadableColumn"], result.ErrorIds);
        Assert.NotEmpty(result.Output);
    }
}
