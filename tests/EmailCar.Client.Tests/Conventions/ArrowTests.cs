using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>Dependencies between the projects go in one direction.</summary>
public class ArrowTests
{
    [Fact]
    public void Client_knows_nothing_of_PowerShell() =>
        Assert.DoesNotContain(typeof(EmailCarClient).Assembly.GetReferencedAssemblies(), a => a.Name == "System.Management.Automation");

    [Fact]
    public void Client_knows_the_models_and_no_other_project() =>
        Assert.Equal(
            ["EmailCar.Models"],
            typeof(EmailCarClient).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("EmailCar", StringComparison.Ordinal)));

    [Fact]
    public void Models_depend_on_netstandard_alone() =>
        Assert.Equal(["netstandard"], typeof(SendResult).Assembly.GetReferencedAssemblies().Select(a => a.Name));

    [Fact]
    public void Sandbox_shares_nothing_with_the_client() =>
        Assert.DoesNotContain(typeof(SandboxServer).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("EmailCar", StringComparison.Ordinal));

    [Fact]
    public void Sandbox_knows_nothing_of_PowerShell() =>
        Assert.DoesNotContain(typeof(SandboxServer).Assembly.GetReferencedAssemblies(), a => a.Name == "System.Management.Automation");
}
