#if NET
using EmailCar.Client.Tests.Support;
#endif
using EmailCar.Emails;

namespace EmailCar.Client.Tests.Smtp;

/// <summary>A path from a list is literal and must be a file below the root folder.</summary>
public sealed class FileBelowTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "emailcar-" + Guid.NewGuid().ToString("N"));

    private readonly string _root;

    public FileBelowTests()
    {
        _root = Path.Combine(_folder, "root");
        Directory.CreateDirectory(Path.Combine(_root, "slips"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.pdf", "a.pdf")]
    [InlineData("slips/7.pdf", "slips/7.pdf")]
    [InlineData("slips\\7.pdf", "slips/7.pdf")]
    [InlineData("./slips//7.pdf", "slips/7.pdf")]
    [InlineData("*.pdf", "*.pdf")]
    [InlineData("[a-z]?.pdf", "[a-z]?.pdf")]
    [InlineData("..pdf", "..pdf")]
    [InlineData("张三 $HOME `id` %TEMP%.pdf", "张三 $HOME `id` %TEMP%.pdf")]
    public void A_path_below_the_root_is_resolved_without_wildcards(string path, string expected) =>
        Assert.Equal(Path.Combine(_root, expected.Replace('/', Path.DirectorySeparatorChar)), FileBelow.Resolve(_root, path, out _));

    [Theory]
    [InlineData("", PathFault.Empty)]
    [InlineData("  ", PathFault.Empty)]
    [InlineData(".", PathFault.Invalid)]
    [InlineData("a\0.pdf", PathFault.Invalid)]
    [InlineData("a\n.pdf", PathFault.Invalid)]
    [InlineData("../secret", PathFault.GoesUp)]
    [InlineData("slips/../../secret", PathFault.GoesUp)]
    [InlineData("slips\\..\\..\\secret", PathFault.GoesUp)]
    [InlineData("slips/../a.pdf", PathFault.GoesUp)]
    [InlineData("slips/.. /a.pdf", PathFault.GoesUp)]
    [InlineData("/etc/passwd", PathFault.Rooted)]
    [InlineData("\\\\server\\share\\a", PathFault.Rooted)]
    [InlineData("C:\\secret", PathFault.Rooted)]
    [InlineData("C:secret", PathFault.Rooted)]
    [InlineData("~/secret", PathFault.Rooted)]
    public void A_path_that_leaves_the_root_is_rejected(string path, PathFault fault)
    {
        Assert.Null(FileBelow.Resolve(_root, path, out var found));
        Assert.Equal(fault, found);
    }

#if NET
    [LinuxFact("Making links may need rights on other systems.")]
    public void A_link_is_only_followed_within_the_root()
    {
        File.WriteAllText(Path.Combine(_folder, "secret"), "x");
        File.WriteAllText(Path.Combine(_root, "own"), "x");
        File.CreateSymbolicLink(Path.Combine(_root, "out"), Path.Combine(_folder, "secret"));
        File.CreateSymbolicLink(Path.Combine(_root, "in"), Path.Combine(_root, "own"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "up"), _folder);
        File.CreateSymbolicLink(Path.Combine(_root, "twice"), Path.Combine(_root, "out"));

        Assert.NotNull(FileBelow.Resolve(_root, "in", out _));
        Assert.All(new[] { "out", "up/secret", "twice" }, path =>
        {
            Assert.Null(FileBelow.Resolve(_root, path, out var fault));
            Assert.Equal(PathFault.LinkLeaves, fault);
        });
    }
#endif
}
