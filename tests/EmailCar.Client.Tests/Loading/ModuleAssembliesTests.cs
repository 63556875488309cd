using EmailCar.Client.Tests.Support;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Loading;

/// <summary>How the module finds its private assemblies on .NET Framework, tested with the assembled module.</summary>
public sealed class ModuleAssembliesTests : IDisposable
{
    private static readonly string Lib = Path.Combine(Repository.Module, "lib", "netstandard2.0");

    private readonly string _empty = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
    private readonly AppDomain _domain;
    private readonly ModuleProbe _probe;

    public ModuleAssembliesTests()
    {
        Directory.CreateDirectory(_empty);
        var tests = typeof(ModuleProbe).Assembly;
        File.Copy(tests.Location, Path.Combine(_empty, Path.GetFileName(tests.Location)));
        _domain = AppDomain.CreateDomain("module", null, new AppDomainSetup { ApplicationBase = _empty });
        _probe = (ModuleProbe)_domain.CreateInstanceAndUnwrap(tests.FullName, typeof(ModuleProbe).FullName!);
    }

    public void Dispose()
    {
        AppDomain.Unload(_domain);
        Directory.Delete(_empty, recursive: true);
    }

    [Fact]
    public void Nothing_of_the_module_is_found_before_it_is_imported() => Assert.False(_probe.CanLoad("EmailCar.Client"));

    [Fact]
    public void The_client_and_everything_it_needs_come_from_the_folder_for_netstandard()
    {
        using var server = new RawServer();
        server.Answer("/v1/user/balance", """{"data":{"points":{"email":"5"}},"msg":"ok","status":"success"}""");
        _probe.Install(Repository.Module);
        Assert.Equal(5, _probe.Balance(server.Endpoint.AbsoluteUri));
        Assert.Equal("a b", _probe.Merge("{{a}} b"));

        var loaded = _probe.Loaded();
        string[] expected = ["EmailCar.Client", "System.Text.Json", "Microsoft.Extensions.Http", "Microsoft.Bcl.TimeProvider"];
        Assert.All(expected, name => Assert.Contains(Path.Combine(Lib, name + ".dll"), loaded));
    }

    [Fact]
    public void Output_types_exist_once_after_the_import_for_scripts_and_for_the_client()
    {
        using var server = new RawServer();
        server.Answer("/v1/user/balance", """{"data":{"points":{"email":"5"}},"msg":"ok","status":"success"}""");
        _probe.Install(Repository.Module);
        Assert.Equal("Rejected", _probe.ModelValue());
        _probe.Balance(server.Endpoint.AbsoluteUri);
        Assert.Equal(Path.Combine(Repository.Module, "EmailCar.Models.dll"), _probe.Models());
        Assert.Single(_probe.Loaded(), file => Path.GetFileName(file) == "EmailCar.Models.dll");
    }

    [Fact]
    public void Another_version_finds_the_one_imported_before_and_not_the_other_way_round()
    {
        var other = OtherVersion.Make(Repository.Module, _empty);
        Assert.Null(_probe.FindOther(Repository.Module));
        _probe.Install(Repository.Module);
        Assert.Equal(Path.Combine(Repository.Module, "EmailCar.PowerShell.dll"), _probe.FindOther(other));
        Assert.Null(_probe.FindOther(Repository.Module));
    }

    [Fact]
    public void Other_modules_cannot_load_the_assemblies()
    {
        _probe.Install(Repository.Module);
        Assert.True(_probe.CanLoad("EmailCar.Client"));
        Assert.False(_probe.CanLoad("Polly.Core"));
        Assert.False(_probe.CanLoad("Microsoft.Extensions.Http"));
    }

    [Fact]
    public void Each_file_of_the_folder_for_netstandard_is_required_and_no_other()
    {
        Assert.Null(_probe.FindMissing(Repository.Module));
        Assert.All(Directory.GetFiles(Lib).Append(Path.Combine(Repository.Module, "EmailCar.Models.dll")), file => Assert.Equal(
            CopyWithout(file),
            _probe.FindMissing(Path.Combine(_empty, "EmailCar"))));
    }

    /// <summary>Returns a copy of the module's netstandard files with one file missing.</summary>
    private string CopyWithout(string missing)
    {
        var copy = Path.Combine(_empty, "EmailCar");
        if (!Directory.Exists(copy))
        {
            Directory.CreateDirectory(Path.Combine(copy, "lib", "netstandard2.0"));
            foreach (var file in Directory.GetFiles(Repository.Module, "*.dll").Concat(Directory.GetFiles(Lib)))
            {
                File.Copy(file, file.Replace(Repository.Module.TrimEnd(Path.DirectorySeparatorChar), copy));
            }
        }

        // One file at a time is emptied, which also counts as missing.
        foreach (var file in Directory.GetFiles(Repository.Module, "*.dll").Concat(Directory.GetFiles(Lib)))
        {
            File.Copy(file, file.Replace(Repository.Module.TrimEnd(Path.DirectorySeparatorChar), copy), overwrite: true);
        }

        var without = missing.Replace(Repository.Module.TrimEnd(Path.DirectorySeparatorChar), copy);
        File.WriteAllText(without, "");
        return without;
    }

    [Fact]
    public void A_second_import_changes_nothing()
    {
        _probe.Install(Repository.Module);
        _probe.Install(Repository.Module);
        Assert.True(_probe.CanLoad("EmailCar.Sandbox"));
        Assert.Single(_probe.Loaded(), Path.Combine(Lib, "EmailCar.Sandbox.dll"));
    }
}
