namespace EmailCar.Benchmarks;

/// <summary>The module as assembled by the build.</summary>
internal static class AssembledModule
{
    public static string Folder { get; } = Path.Combine(ScriptProcess.RepositoryRoot, "artifacts", "module", "EmailCar");

    public static string Manifest { get; } = Path.Combine(Folder, "EmailCar.psd1");
}
