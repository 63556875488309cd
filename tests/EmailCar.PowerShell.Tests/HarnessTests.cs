using EmailCar.Harness.Faults;
using EmailCar.Harness.Kills;

namespace EmailCar.PowerShell.Tests;

/// <summary>A few rounds of tests/EmailCar.Harness, which goes on for as long as one asks it to.</summary>
public sealed class HarnessTests
{
    [Fact]
    public async Task A_run_that_is_killed_and_run_again_neither_loses_nor_doubles_a_mail()
    {
        var report = await KillHarness.RunAsync(kills: 5, seed: 1, recipients: 600, parallel: 1);
        Assert.True(report.Holds, report.ToString());
    }

    [Fact]
    public async Task Whatever_a_server_does_each_status_agrees_with_its_record()
    {
        var report = await FaultHarness.RunMixedAsync(recipients: 300, seed: 1);
        Assert.True(report.Holds, report.ToString());
    }

    [Fact]
    public async Task A_hung_service_ends_the_run_before_many_mails_are_in_doubt()
    {
        var report = await FaultHarness.RunHungAsync(recipients: 400);
        Assert.True(report.Holds, report.ToString());
    }
}
