using System.Reflection;
using System.Runtime.Loader;
using EmailCar.PowerShell.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EmailCar.PowerShell.Tests;

/// <summary>The assembled module in the engine: what it exports, what it loads, and what it does not change.</summary>
public sealed class ImportTests
{
    private static readonly string[] Cmdlets =
    [
        "Add-EmailCarSuppression", "Clear-EmailCarSandbox", "Connect-EmailCar", "Copy-EmailCarJournal", "Disconnect-EmailCar",
        "Get-EmailCarBalance", "Get-EmailCarConnection", "Get-EmailCarDelivery", "Get-EmailCarJournal", "Get-EmailCarSandbox",
        "Get-EmailCarSandboxMail", "Get-EmailCarStats", "Get-EmailCarSuppression", "Import-EmailCarRecipient", "New-EmailCarReport",
        "Remove-EmailCarSuppression", "Resolve-EmailCarUnknown", "Send-EmailCarMail", "Set-EmailCarSandbox", "Start-EmailCarSandbox",
        "Stop-EmailCarSandbox", "Test-EmailCarAddress",
    ];

    [Fact]
    public void The_manifest_exports_the_cmdlets_of_the_assembly()
    {
        using var engine = new HostedEngine();
        Assert.Equal(Cmdlets, engine.Run("Get-Command -Module EmailCar | ForEach-Object Name").Clean().Output.Select(o => o.ToString()).Order());
    }

    [Fact]
    public void The_module_can_be_removed_and_imported_again()
    {
        using var session = new SandboxSession();
        var result = session.Run(
            $"""
            Remove-Module EmailCar
            Import-Module '{HostedEngine.ModuleManifest}'
            Get-EmailCarBalance
            """);
        Assert.Equal(["NotConnected"], result.ErrorIds);
        session.Run(
            """
            $again = Start-EmailCarSandbox -PassThru -RequestsPerSecond 0
            $again | Connect-EmailCar -RequestsPerSecond 0
            """).Clean();
        Assert.Equal(["sandbox@example.com"], session.Run("Get-EmailCarBalance").Clean().Values<string>("UserName"));
    }

    [Fact]
    public void A_runspace_without_a_connection_gets_an_error_that_recommends_connecting()
    {
        using var engine = new HostedEngine();
        var result = engine.Run("Get-EmailCarBalance");
        Assert.Equal(["NotConnected"], result.ErrorIds);
        Assert.Contains("Connect-EmailCar", result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Two_runspaces_have_separate_connections()
    {
        using var one = new SandboxSession();
        using var two = new SandboxSession();
        one.Run("Send-EmailCarMail a@x.cn s h").Clean();
        Assert.Equal([9999], one.Run("Get-EmailCarBalance").Clean().Values<int>("Email"));
        Assert.Equal([10000], two.Run("Get-EmailCarBalance").Clean().Values<int>("Email"));
    }

    [Fact]
    public void Private_assemblies_are_separate_from_those_of_another_module()
    {
        // From another version that was loaded before the module's own.
        var theirs = typeof(ServiceCollection).Assembly;
        using var session = new SandboxSession();
        var name = theirs.GetName().Name;
        var all = AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name == name).ToArray();
        var ours = Assert.Single(all, a => a.Location.StartsWith(HostedEngine.ModuleFolder, StringComparison.Ordinal));
        Assert.NotEqual(theirs.GetName().Version, ours.GetName().Version);
        Assert.NotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(ours));
        Assert.NotEqual(HostedEngine.ModuleFolder, Path.GetDirectoryName(theirs.Location));
    }

    [Fact]
    public void Assemblies_of_the_framework_come_from_the_framework()
    {
        using var session = new SandboxSession();
        var ours = AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => !a.IsDynamic && a.Location.StartsWith(HostedEngine.ModuleFolder, StringComparison.Ordinal))
            .Select(a => a.GetName().Name)
            .ToArray();
        Assert.Contains("EmailCar.Client", ours);
        Assert.DoesNotContain("System.Text.Json", ours);
        Assert.DoesNotContain("System.Diagnostics.DiagnosticSource", ours);
    }

    [Fact]
    public void The_root_assembly_references_nothing_that_could_conflict()
    {
        var root = Assembly.LoadFrom(Path.Combine(HostedEngine.ModuleFolder, "EmailCar.PowerShell.dll"));
        Assert.Equal(
            ["EmailCar.Client", "EmailCar.Models", "EmailCar.Sandbox", "System.Management.Automation", "System.Runtime.Loader", "netstandard"],
            root.GetReferencedAssemblies().Select(a => a.Name).Order(StringComparer.Ordinal));
    }
}
