using System.Diagnostics;
using System.IO.Compression;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>The package that the build creates: its files and properties, and what must not be in it.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly HostedEngine _engine = new();
    private readonly PSModuleInfo _module;
    private readonly string _version;

    public PackageTests()
    {
        _module = (PSModuleInfo)_engine.Run("Get-Module EmailCar").Clean().Output.Single().BaseObject;
        var prerelease = (string?)_engine.Run("(Get-Module EmailCar).PrivateData.PSData['Prerelease']").Clean().Output.SingleOrDefault()?.BaseObject;
        _version = prerelease is null ? $"{_module.Version}" : $"{_module.Version}-{prerelease}";
    }

    private static string Artifacts { get; } = Path.Combine(HostedEngine.RepositoryRoot, "artifacts");

    private static IEnumerable<string> OwnAssemblies =>
        Directory.GetFiles(HostedEngine.ModuleFolder, "EmailCar.*.dll", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".resources.dll", StringComparison.Ordinal));

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_package_is_the_module_folder_and_what_a_package_needs()
    {
        using var package = Open("nupkg");
        string[] needed =
        [
            "EmailCar.nuspec", "README.md", "README.zh-CN.md", "[Content_Types].xml", "_rels/.rels", "icon.png",
            "package/services/metadata/core-properties/nuget.psmdcp",
        ];
        Assert.Equal(
            FilesOf(HostedEngine.ModuleFolder).Concat(needed).Order(StringComparer.Ordinal),
            package.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.All(
            FilesOf(HostedEngine.ModuleFolder),
            f => Assert.Equal(File.ReadAllBytes(Path.Combine(HostedEngine.ModuleFolder, f)), Read(package, f)));
    }

    [Fact]
    public void The_package_has_the_properties_of_the_manifest()
    {
        using var package = Open("nupkg");
        var said = Nuspec(package).Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);
        Assert.Equal("EmailCar", said["id"]);
        Assert.Equal(_version, said["version"]);
        Assert.Equal(_module.Author, said["authors"]);
        Assert.Equal(_module.Description, said["description"]);
        Assert.Equal(_module.Copyright, said["copyright"]);
        Assert.Equal(_module.ReleaseNotes, said["releaseNotes"]);
        Assert.Equal(_module.LicenseUri?.ToString(), said.GetValueOrDefault("licenseUrl"));
        Assert.Equal(_module.ProjectUri?.ToString(), said.GetValueOrDefault("projectUrl"));
        Assert.Equal(_module.IconUri?.ToString(), said.GetValueOrDefault("iconUrl"));
        Assert.Equal("false", said.GetValueOrDefault("requireLicenseAcceptance", "false"));
        Assert.False(said.ContainsKey("dependencies"));
    }

    [Fact]
    public void The_package_is_tagged_as_the_gallery_tags_modules()
    {
        using var package = Open("nupkg");
        var tags = Nuspec(package).Elements().Single(e => e.Name.LocalName == "tags").Value.Split(' ');
        var cmdlets = _module.ExportedCmdlets.Keys;
        Assert.NotEmpty(cmdlets);
        Assert.Equal(
            new[] { "PSModule", "PSIncludes_Cmdlet", "PSEdition_Core", "PSEdition_Desktop" }
                .Concat(cmdlets.Select(c => $"PSCmdlet_{c}")).Concat(cmdlets.Select(c => $"PSCommand_{c}")).Concat(_module.Tags)
                .Distinct().Order(StringComparer.Ordinal),
            tags.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_symbols_for_each_of_our_assemblies()
    {
        using var package = Open("nupkg");
        using var symbols = Open("snupkg");
        Assert.DoesNotContain(package.Entries, e => e.Name.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.Equal(
            OwnAssemblies.Select(SymbolsOf).Order(StringComparer.Ordinal),
            symbols.Entries.Select(e => e.FullName).Where(f => f.EndsWith(".pdb", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>Debuggers look for symbols by the name of the assembly, which may differ from the file name.</summary>
    private static string SymbolsOf(string file) =>
        Slashed(Path.Combine(Path.GetDirectoryName(file)!, AssemblyName.GetAssemblyName(file).Name + ".pdb"), HostedEngine.ModuleFolder);

    [Fact]
    public void Assemblies_and_symbols_contain_no_path_of_the_build_machine()
    {
        using var symbols = Open("snupkg");
        var files = OwnAssemblies.ToDictionary(f => f, File.ReadAllBytes);
        foreach (var entry in symbols.Entries)
        {
            files.Add(entry.FullName, Read(symbols, entry.FullName));
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + Path.DirectorySeparatorChar;
        Assert.All(files, file => Assert.All([HostedEngine.RepositoryRoot, home], path =>
        {
            Assert.Equal(-1, file.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(path)));
            Assert.Equal(-1, file.Value.AsSpan().IndexOf(Encoding.Unicode.GetBytes(path)));
        }));
    }

    [Fact]
    public void Assemblies_have_the_version_of_the_manifest_and_are_optimized() =>
        Assert.All(OwnAssemblies, f =>
        {
            Assert.Equal(new Version(_module.Version.Major, _module.Version.Minor, _module.Version.Build, 0), AssemblyName.GetAssemblyName(f).Version);
            var info = FileVersionInfo.GetVersionInfo(f);
            Assert.Equal(_version, info.ProductVersion!.Split('+')[0]);
            Assert.False(info.IsDebug);
        });

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Slashed(f, folder));

    private static string Slashed(string file, string folder) => Path.GetRelativePath(folder, file).Replace('\\', '/');

    private static byte[] Read(ZipArchive package, string name)
    {
        using var entry = package.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static XElement Nuspec(ZipArchive package) =>
        XDocument.Load(new MemoryStream(Read(package, "EmailCar.nuspec"))).Root!.Elements().Single();

    private ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(Artifacts, $"EmailCar.{_version}.{extension}"));
}
