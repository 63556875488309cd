using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Each fault of the sandbox leads to the status in the help.</summary>
public sealed class SandboxFaultTests
{
    [Theory]
    [InlineData("TooFast", "Submitted", "")]
    [InlineData("ServerError", "Unknown", "ServerError")]
    [InlineData("Drop", "Unknown", "ConnectionLost")]
    [InlineData("DropAfterAccept", "Unknown", "ConnectionLost")]
    [InlineData("Hang", "Unknown", "TimedOut")]
    [InlineData("HtmlPage", "Unknown", "UnreadableAnswer")]
    [InlineData("Truncated", "Unknown", "ConnectionLost")]
    [InlineData("NoPoints", "NotSent", "NoPointsLeft")]
    public void A_fault_leads_to_the_status_in_the_help(string fault, string status, string error)
    {
        // Only the first attempt has the fault TooFast, because the run would end after ten.
        var percent = fault == "TooFast" ? 50 : 100;
        using var session = new SandboxSession("-TimeoutSec 1", $"-Fault {fault} -FaultPercent {percent} -Seed 3");
        var result = session.Run("Send-EmailCarMail a@x.cn s h");
        Assert.Equal([status], result.Statuses);
        Assert.Equal(error.Length == 0 ? [] : [error], result.ErrorIds);
        var isAccepted = fault is "TooFast" or "DropAfterAccept" or "Truncated";
        Assert.Equal(isAccepted ? 1 : 0, session.Run("Get-EmailCarSandboxMail").Clean().Output.Count);
        var help = session.Run("(Get-Help Set-EmailCarSandbox).Description.Text -split \"`n\"").Clean().Output.Select(line => line.ToString());
        Assert.Contains(status, help.Single(line => line.Contains($"- {fault}:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TooFast", "Submitted", "")]
    [InlineData("ServerError", "Rejected", "Refused")]
    [InlineData("Drop", "Unknown", "ConnectionLost")]
    [InlineData("DropAfterAccept", "Unknown", "ConnectionLost")]
    [InlineData("Hang", "Unknown", "TimedOut")]
    [InlineData("HtmlPage", "Unknown", "UnreadableAnswer")]
    [InlineData("Truncated", "Unknown", "ConnectionLost")]
    [InlineData("NoPoints", "NotSent", "NoPointsLeft")]
    public void A_fault_over_SMTP_also_leads_to_the_status_in_the_help(string fault, string status, string error)
    {
        var percent = fault == "TooFast" ? 50 : 100;
        using var session = new SandboxSession("-TimeoutSec 3", $"-Fault {fault} -FaultPercent {percent} -Seed 3");
        var result = session.Run("Send-EmailCarMail a@x.cn s h -Via Smtp");
        Assert.Equal([status], result.Statuses);
        Assert.Equal(error.Length == 0 ? [] : [error], result.ErrorIds);
        var isAccepted = fault is "TooFast" or "DropAfterAccept" or "Truncated";
        Assert.Equal(isAccepted ? 1 : 0, session.Run("Get-EmailCarSandboxMail").Clean().Output.Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_results_twice()
    {
        using var session = new SandboxSession("", "-Fault ServerError, HtmlPage, DropAfterAccept -FaultPercent 30 -Seed 11");
        const string Run = "1..60 | ForEach-Object { \"user$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h -BatchSize 1 -ErrorAction SilentlyContinue | ForEach-Object { \"$($_.To) $($_.Status)\" }";
        var first = session.Run(Run).Output.Select(o => o.ToString()).ToArray();
        session.Run("Clear-EmailCarSandbox").Clean();
        Assert.Equal(first, session.Run(Run).Output.Select(o => o.ToString()));
        Assert.Contains(first, line => line.EndsWith("Unknown", StringComparison.Ordinal));
        Assert.Contains(first, line => line.EndsWith("Submitted", StringComparison.Ordinal));
    }

    [Fact]
    public void The_settings_of_a_running_sandbox_can_be_changed()
    {
        using var session = new SandboxSession();
        session.Run("Set-EmailCarSandbox -Points 1 -Fault ServerError -FaultPercent 100 -Seed 5 -WhatIf").Clean();
        Assert.Equal(["Submitted"], session.Run("Send-EmailCarMail a@x.cn s h").Clean().Statuses);
        session.Run("Set-EmailCarSandbox -Points 1 -Fault ServerError -FaultPercent 100").Clean();
        Assert.Equal(["Unknown"], session.Run("Send-EmailCarMail b@x.cn s h").Statuses);
        session.Run("Set-EmailCarSandbox -FaultPercent 0").Clean();
        Assert.Equal(["Submitted"], session.Run("Send-EmailCarMail c@x.cn s h").Clean().Statuses);
        Assert.Equal(["NotSent"], session.Run("Send-EmailCarMail d@x.cn s h").Statuses);
        session.Run("Set-EmailCarSandbox -Points 5 -Fault @()").Clean();
        Assert.Equal(["Submitted"], session.Run("Send-EmailCarMail e@x.cn s h").Clean().Statuses);
        Assert.Equal(["InvalidSandboxRate"], session.Run("Set-EmailCarSandbox -RequestsPerSecond 0.0001").ErrorIds);
    }
}
