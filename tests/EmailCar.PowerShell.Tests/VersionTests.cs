using System.Management.Automation;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>Two versions of the module on one machine, and in one session.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emailcar-").FullName;
    private readonly HostedEngine _engine = new();
    private readonly string _other;

    public VersionTests() => _other = Path.Combine(OtherVersion.Make(HostedEngine.ModuleFolder, _folder), "EmailCar.psd1");

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Remove-Module EmailCar;")]
    [InlineData("Import-Module $other -ErrorAction Ignore;")]
    public void Another_version_requires_a_new_session_each_time(string before)
    {
        _engine.Set("other", _other);
        _engine.Run($"try {{ {before} }} catch {{ }}");
        var result = _engine.Run("Import-Module $other");
        Assert.Equal(["AnotherVersionLoaded"], result.ErrorIds);
        var details = result.Errors.Append(result.Terminating).OfType<ErrorRecord>().Single().ErrorDetails;
        Assert.Contains($"EmailCar {OtherVersion.Version}", details.Message, StringComparison.Ordinal);
        Assert.Contains(HostedEngine.ModuleFolder, details.Message, StringComparison.Ordinal);
        Assert.Contains("new PowerShell session", details.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_engine.Run($"Get-Module EmailCar | Where-Object Version -EQ {OtherVersion.Version}").Clean().Output);
    }

    [Fact]
    public void The_loaded_version_continues_to_work()
    {
        _engine.Set("other", _other);
        _engine.Run("Import-Module $other -ErrorAction Ignore");
        Assert.Equal([true], _engine.Run("Test-EmailCarAddress a@x.cn").Clean().Values<bool>("Valid"));
        Assert.Equal("True", _engine.Run($"Remove-Module EmailCar; Import-Module '{HostedEngine.ModuleManifest}'; (Test-EmailCarAddress a@x.cn) -is [EmailCar.AddressCheck]").Clean().Output.Single().ToString());
    }

    [Fact]
    public void Another_session_of_the_process_gets_the_same_error()
    {
        using var second = new HostedEngine(import: false);
        Assert.Equal(["AnotherVersionLoaded"], second.Run($"Import-Module '{_other}'").ErrorIds);
    }

    [Theory]
    [InlineData("Import-Module $same")]
    [InlineData("Import-Module $same -Force")]
    [InlineData("Import-Module $same -Force; Import-Module $same -Force")]
    [InlineData("Remove-Module EmailCar; Import-Module $same")]
    public void The_same_version_can_be_imported_again(string script)
    {
        _engine.Set("same", HostedEngine.ModuleManifest);
        Assert.Equal([true], _engine.Run($"{script}; Test-EmailCarAddress a@x.cn").Clean().Values<bool>("Valid"));
        Assert.Single(_engine.Run("Get-Module EmailCar").Clean().Output);
    }
}
