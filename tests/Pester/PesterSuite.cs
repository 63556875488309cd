using System.Text.Json;

namespace EmailCar.Pester;

/// <summary>The .Tests.ps1 files of this folder.</summary>
internal static class PesterSuite
{
    private static readonly string Folder = BuildMetadata.Get("TestFolder");

    /// <summary>The files.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Directory.GetFiles(Folder, "*.Tests.ps1").Order(StringComparer.Ordinal)];

    /// <summary>Lists all tests without running them.</summary>
    public static IReadOnlyList<PesterTest> List(CancellationToken cancellation) =>
        Invoke(PowerShellProgram.Core, Folder, ["-List"], cancellation);

    /// <summary>Runs the tests of a file that begin on these lines; without lines, all tests.</summary>
    public static IReadOnlyList<PesterTest> Run(PowerShellProgram program, string file, int[] lines, CancellationToken cancellation) =>
        Invoke(program, file, lines.Length == 0 ? [] : ["-Line", string.Join(',', lines)], cancellation);

    private static PesterTest[] Invoke(PowerShellProgram program, string path, string[] arguments, CancellationToken cancellation)
    {
        var results = Path.GetTempFileName();
        try
        {
            var script = Path.Combine(Folder, "Run.ps1");
            var written = program.Run(
                script, ["-Pester", BuildMetadata.Get("PesterModule"), "-Path", path, "-ResultPath", results, .. arguments], cancellation);
            var json = File.ReadAllText(results);
            return json.Length > 0 ? JsonSerializer.Deserialize<PesterTest[]>(json)! : [PesterTest.NoResults(path, written)];
        }
        finally
        {
            File.Delete(results);
        }
    }
}
