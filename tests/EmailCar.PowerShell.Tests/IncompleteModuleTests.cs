using System.Reflection;
using EmailCar.Harness.Children;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>An incomplete copy of the module, in a separate process: one error names the file and recommends reinstalling.</summary>
public sealed class IncompleteModuleTests : IDisposable
{
    private const string Script = """
        param($Manifest, $Later)
        try { Import-Module $Manifest -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId) $($_.Exception.Message)" }
        if ($Later) {
            [IO.File]::Delete($Later)
            try { Test-EmailCarAddress a@example.com } catch { $_.Exception.Message }
        }
        'still here'
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Module => Path.Combine(_folder.FullName, "EmailCar");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("lib", "lib/net8.0/EmailCar.Client.dll")]
    [InlineData("lib/net8.0/CsvHelper.dll", "lib/net8.0/CsvHelper.dll")]
    [InlineData("EmailCar.Models.dll", "EmailCar.Models.dll")]
    public async Task The_import_names_the_missing_file(string removed, string named)
    {
        Copy(removed);
        var console = await RunAsync();
        Assert.Contains("ModuleIncomplete,", console, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Module, named.Replace('/', Path.DirectorySeparatorChar)), console, StringComparison.Ordinal);
        Assert.Contains("missing or empty", console, StringComparison.Ordinal);
        Assert.EndsWith("still here", console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_this_PowerShell_does_not_need_may_be_missing()
    {
        Copy("lib/netstandard2.0");
        Assert.Equal("still here", await RunAsync());
    }

    [Fact]
    public async Task A_file_that_is_removed_after_the_import_is_named_too()
    {
        Copy("");
        var console = await RunAsync(Path.Combine(Module, "lib", "net8.0", "EmailCar.Client.dll"));
        Assert.Contains("EmailCar.Client", console, StringComparison.Ordinal);
        Assert.EndsWith("still here", console, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_empty_file_is_reported_as_missing()
    {
        Copy("");
        Assert.Null(FindMissing());
        var files = Directory.GetFiles(Path.Combine(Module, "lib", "net8.0")).Append(Path.Combine(Module, "EmailCar.Models.dll")).ToArray();
        Assert.True(files.Length > 10);
        Assert.All(files, file =>
        {
            var content = File.ReadAllBytes(file);
            File.Delete(file);
            Assert.Equal(file, FindMissing());
            File.WriteAllText(file, "");
            Assert.Equal(file, FindMissing());
            File.WriteAllBytes(file, content);
        });
    }

    private string? FindMissing() =>
        (string?)Assembly.LoadFrom(Path.Combine(HostedEngine.ModuleFolder, "EmailCar.PowerShell.dll"))
            .GetType("EmailCar.Loading.ModuleAssemblies", throwOnError: true)!
            .GetMethod("FindMissing", BindingFlags.Public | BindingFlags.Static)!
            .Invoke(null, [Module]);

    private void Copy(string without)
    {
        foreach (var file in Directory.EnumerateFiles(HostedEngine.ModuleFolder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(HostedEngine.ModuleFolder, file).Replace('\\', '/');
            if (name != without && !(without.Length > 0 && name.StartsWith(without + "/", StringComparison.Ordinal)))
            {
                var copy = Path.Combine(Module, name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }

    private async Task<string> RunAsync(string? later = null)
    {
        var script = Path.Combine(_folder.FullName, "import.ps1");
        await File.WriteAllTextAsync(script, Script);
        using var process = ScriptProcess.Start(script, [Path.Combine(Module, "EmailCar.psd1"), .. later is null ? [] : new[] { later }]);
        await process.Exited;
        return (await process.ConsoleAsync()).Trim();
    }
}
