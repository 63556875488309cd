using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>
/// The root assembly and the private assemblies are in different load contexts. Only types of netstandard.dll, and of the
/// assemblies themselves, are the same on both sides.
/// </summary>
public class PublicSignatureTests
{
    [Theory]
    [InlineData("EmailCar.Client")]
    [InlineData("EmailCar.Sandbox")]
    public void Public_signatures_only_use_types_of_netstandard_and_their_own(string assembly)
    {
        var signatures = PublicSignatures.Of(Build(assembly, "netstandard2.0"));
        Assert.NotEmpty(signatures.Members);
        Assert.Empty(signatures.Scopes.Except(["netstandard", "EmailCar.Models", assembly]));
    }

    [Theory]
    [InlineData("EmailCar.Client")]
    [InlineData("EmailCar.Sandbox")]
    public void Both_builds_have_the_same_public_signatures(string assembly) =>
        Assert.Equal(
            PublicSignatures.Of(Build(assembly, "netstandard2.0")).Members,
            PublicSignatures.Of(Build(assembly, "net8.0")).Members);

    [Fact]
    public void The_test_detects_other_types()
    {
        var signatures = PublicSignatures.Of(typeof(Microsoft.Extensions.Time.Testing.FakeTimeProvider).Assembly.Location);
        Assert.Contains(signatures.Members, m => m.Contains("System.Threading.ITimer"));
        Assert.Contains("System.Runtime", signatures.Scopes);
    }

    private static string Build(string assembly, string framework) =>
        Path.Combine(Repository.Root, "src", assembly, "bin", Repository.Configuration, framework, assembly + ".dll");
}
