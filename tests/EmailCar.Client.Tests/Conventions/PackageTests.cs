using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>The packages of the client and of the sandbox are in one folder of the module.</summary>
public class PackageTests
{
    [Theory]
    [InlineData("netstandard2.0")]
    [InlineData("net8.0")]
    public void Files_that_both_need_are_the_same(string framework)
    {
        var (client, sandbox) = (Build("EmailCar.Client", framework), Build("EmailCar.Sandbox", framework));
        var shared = Directory.GetFiles(client, "*.dll").Select(Path.GetFileName).Where(name => File.Exists(Path.Combine(sandbox, name!)));
        Assert.All(shared, name => Assert.Equal(File.ReadAllBytes(Path.Combine(client, name!)), File.ReadAllBytes(Path.Combine(sandbox, name!))));
    }

    private static string Build(string project, string framework) =>
        Path.Combine(Repository.Root, "src", project, "bin", Repository.Configuration, framework);
}
