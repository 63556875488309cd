using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>Dependencies point one way.</summary>
public class ArrowTests
{
    [Fact]
    public void Client_knows_nothing_of_PowerShell() =>
        Assert.DoesNotContain(typeof(EmailCarClient).Assembly.GetReferencedAssemblies(), a => a.Name == "System.Management.Automation");

    [Fact]
    public void Client_knows_nothing_of_the_other_projects() =>
        Assert.DoesNotContain(typeof(EmailCarClient).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("EmailCar", StringComparison.Ordinal));

    [Fact]
    public void Sandbox_shares_nothing_with_the_client() =>
        Assert.DoesNotContain(typeof(SandboxServer).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("EmailCar", StringComparison.Ordinal));

    [Fact]
    public void Sandbox_knows_nothing_of_PowerShell() =>
        Assert.DoesNotContain(typeof(SandboxServer).Assembly.GetReferencedAssemblies(), a => a.Name == "System.Management.Automation");
}
