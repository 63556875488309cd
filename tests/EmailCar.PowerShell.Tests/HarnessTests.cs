using EmailCar.Harness.Faults;
using EmailCar.Harness.Kills;
using EmailCar.Harness.Resolves;
using EmailCar.Harness.Suppressions;

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
    public async Task What_is_unknown_after_a_kill_is_settled_rightly_and_everybody_has_one_email()
    {
        var (holds, report) = await ResolveHarness.RunAsync("OtherEmails", kills: 3, seed: 1, recipients: 300, parallel: 1);
        Assert.True(holds, report);
    }

    [Fact]
    public async Task Whatever_a_server_does_each_status_agrees_with_its_record()
    {
        var report = await FaultHarness.RunMixedAsync(recipients: 300, seed: 1);
        Assert.True(report.Holds, report.ToString());
    }

    [Fact]
    public async Task Processes_that_add_to_one_suppression_list_at_once_lose_and_tear_nothing()
    {
        var (holds, report) = await SuppressionHarness.AddAsync(processes: 3, addresses: 60);
        Assert.True(holds, report);
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_adds_leaves_a_whole_list_with_all_that_it_was_told_of()
    {
        var (holds, report) = await SuppressionHarness.KillAsync(kills: 4, processes: 2, seed: 1);
        Assert.True(holds, report);
    }

    [Fact]
    public async Task A_hung_service_ends_the_run_before_many_mails_are_in_doubt()
    {
        var report = await FaultHarness.RunHungAsync(recipients: 400);
        Assert.True(report.Holds, report.ToString());
    }
}
