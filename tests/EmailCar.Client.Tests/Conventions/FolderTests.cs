using EmailCar.Client.Tests.Support;
using Xunit.Abstractions;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>Within an assembly, dependencies also go in one direction: no folder uses, directly or indirectly, a folder that uses it.</summary>
public class FolderTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("EmailCar.Client", "net8.0")]
    [InlineData("EmailCar.Client", "netstandard2.0")]
    public void Folders_of_an_assembly_have_no_dependency_cycle(string assembly, string framework)
    {
        var folders = FolderDependencies.Of(Build(assembly, framework));
        output.WriteLine(folders.ToString());
        Assert.True(folders.Folders.Count > 2, "The namespaces of the assembly were not found.");
        Assert.Null(folders.FindCycle());
    }

    [Theory]
    [InlineData("EmailCar.Client", "EmailCar")]
    [InlineData("EmailCar.Models", "EmailCar")]
    [InlineData("EmailCar.PowerShell", "EmailCar")]
    [InlineData("EmailCar.Sandbox", "EmailCar.Sandbox")]
    public void Namespaces_follow_folders(string project, string root)
    {
        var folder = Path.Combine(Repository.Root, "src", project);
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => file.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .ToArray();
        Assert.NotEmpty(sources);
        Assert.All(sources, source =>
        {
            var directory = Path.GetDirectoryName(source)!.Replace(Path.DirectorySeparatorChar, '.');
            var expected = directory.Length == 0 ? root : $"{root}.{directory}";
            Assert.Contains($"namespace {expected};", File.ReadAllText(Path.Combine(folder, source)));
        });
    }

    [Fact]
    public void Folders_of_the_client_and_the_cmdlets_have_different_names()
    {
        string[] Folders(string project) =>
        [
            .. Directory.GetDirectories(Path.Combine(Repository.Root, "src", project)).Select(f => Path.GetFileName(f)!).Where(f => f is not ("bin" or "obj")),
        ];
        Assert.Empty(Folders("EmailCar.Client").Intersect(Folders("EmailCar.PowerShell")));
    }

    [Fact]
    public void The_folder_Commands_contains_only_cmdlets() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(Repository.Root, "src", "EmailCar.PowerShell", "Commands"), "*.cs"),
            file => Assert.Contains("[Cmdlet(", File.ReadAllText(file)));

    private static string Build(string assembly, string framework) =>
        Path.Combine(Repository.Root, "src", assembly, "bin", Repository.Configuration, framework, assembly + ".dll");
}
