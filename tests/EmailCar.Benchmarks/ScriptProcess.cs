using System.Diagnostics;
using System.Reflection;

namespace EmailCar.Benchmarks;

/// <summary>Runs a script in a fresh process with the real engine: the program of the quickstart.</summary>
internal static class ScriptProcess
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>Runs to the end and gives what was written to the standard output.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static string Run(string script, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.ps1");
        File.WriteAllText(path, script);
        try
        {
            var program = Path.Combine(
                RepositoryRoot, "src", "EmailCar.Quickstart", "bin", Metadata("Configuration"), "net10.0", "EmailCar.Quickstart.dll");
            var start = new ProcessStartInfo("dotnet", [program, path, .. arguments]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"The script ended with {process.ExitCode}: {output}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Metadata(string key) =>
        typeof(ScriptProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
