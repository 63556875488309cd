using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>Dependencies between the projects go in one direction.</summary>
public class ArrowTests
{
    [Fact]
    public void The_client_does_not_depend_on_PowerShell() =>
        Assert.DoesNotContain(typeof(EmailCarClient).Assembly.GetReferencedAssemblies(), a => a.Name == "System.Management.Automation");

    [Fact]
    public void The_client_depends_on_the_models_and_on_no_other_project() =>
        Assert.Equal(
            ["EmailCar.Models"],
            typeof(EmailCarClient).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("EmailCar", StringComparison.Ordinal)));

    [Fact]
    public void The_models_depend_only_on_netstandard() =>
        Assert.Equal(["netstandard"], typeof(SendResult).Assembly.GetReferencedAssemblies().Select(a => a.Name));

    [Fact]
    public void The_sandbox_shares_no_code_with_the_client() =>
        Assert.DoesNotContain(typeof(SandboxServer).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("EmailCar", StringComparison.Ordinal));

    [Fact]
    public void The_sandbox_does_not_depend_on_PowerShell() =>
        Assert.DoesNotContain(typeof(SandboxServer).Assembly.GetReferencedAssemblies(), a => a.Name == "System.Management.Automation");
}
