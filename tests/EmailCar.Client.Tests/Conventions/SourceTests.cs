using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>Source files fit on a screen or two.</summary>
public class SourceTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void No_file_is_longer_than_300_lines(string folder)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToArray();
        Assert.NotEmpty(sources);
        Assert.All(sources, file => Assert.InRange(File.ReadLines(file).Count(), 0, 300));
    }
}
