using EmailCar.Harness.Faults;
using EmailCar.Harness.Kills;
using EmailCar.Harness.Resolves;
using EmailCar.Harness.Suppressions;

namespace EmailCar.PowerShell.Tests;

/// <summary>A few rounds of tests/EmailCar.Harness, which can run for as long as you want.</summary>
public sealed class HarnessTests
{
    [Fact]
    public async Task A_run_that_is_killed_and_repeated_neither_loses_nor_duplicates_an_email()
    {
        var report = await KillHarness.RunAsync(kills: 5, seed: 1, recipients: 600, parallel: 1);
        Assert.True(report.Holds, report.ToString());
    }

    [Fact]
    public async Task Unknown_emails_after_a_kill_are_resolved_correctly_and_everyone_gets_one_email()
    {
        var (holds, report) = await ResolveHarness.RunAsync("OtherEmails", kills: 3, seed: 1, recipients: 300, parallel: 1);
        Assert.True(holds, report);
    }

    [Fact]
    public async Task For_any_fault_of_the_server_each_status_agrees_with_its_records()
    {
        var report = await FaultHarness.RunMixedAsync(recipients: 300, seed: 1);
        Assert.True(report.Holds, report.ToString());
    }

    [Fact]
    public async Task Processes_that_add_to_one_suppression_list_at_the_same_time_lose_and_damage_nothing()
    {
        var (holds, report) = await SuppressionHarness.AddAsync(processes: 3, addresses: 60);
        Assert.True(holds, report);
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_adds_leaves_a_complete_list_with_all_reported_addresses()
    {
        var (holds, report) = await SuppressionHarness.KillAsync(kills: 4, processes: 2, seed: 1);
        Assert.True(holds, report);
    }

    [Fact]
    public async Task A_service_that_hangs_ends_the_run_before_many_emails_are_unknown()
    {
        var report = await FaultHarness.RunHungAsync(recipients: 400);
        Assert.True(report.Holds, report.ToString());
    }
}
