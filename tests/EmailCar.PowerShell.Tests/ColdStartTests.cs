using EmailCar.Harness.Children;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>What a session loads that has just begun, in a process of its own: here others have loaded everything.</summary>
public sealed class ColdStartTests : IDisposable
{
    private const string Count = """
        param($Manifest)
        $lib = [IO.Path]::Combine([IO.Path]::GetDirectoryName($Manifest), 'lib')
        function Count {
            @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic -and $_.Location.StartsWith($lib) }).Count
        }
        Import-Module $Manifest

        """;

    private readonly string _script = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.ps1");

    public void Dispose() => File.Delete(_script);

    [Fact]
    public async Task Nothing_of_lib_is_loaded_by_asking_for_commands_and_help() =>
        Assert.Equal("0", await RunAsync(
            """
            $null = Get-Command -Module EmailCar | ForEach-Object { $_.Definition; $_.Parameters; Get-Help $_.Name -Full }
            Count
            """));

    [Fact]
    public async Task Nothing_of_lib_is_loaded_by_completing_a_line() =>
        Assert.Equal("0", await RunAsync(
            """
            foreach ($line in 'Send-EmailCarM', 'Send-EmailCarMail -', 'Get-EmailCarDelivery -Status ') {
                if (-not [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches) { throw $line }
            }
            Count
            """));

    private async Task<string> RunAsync(string lines)
    {
        await File.WriteAllTextAsync(_script, Count + lines);
        using var process = ScriptProcess.Start(_script, [HostedEngine.ModuleManifest]);
        await process.Exited;
        return (await process.ConsoleAsync()).Trim();
    }
}
