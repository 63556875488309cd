using System.Diagnostics;
using System.Reflection;

namespace EmailCar.Benchmarks;

/// <summary>Runs a script in a fresh process with the real engine.</summary>
internal static class ScriptProcess
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string QuickstartProgram { get; } = Path.Combine(
        RepositoryRoot, "src", "EmailCar.Quickstart", "bin", Metadata("Configuration"), "net10.0", "EmailCar.Quickstart.dll");

    /// <summary>Runs to the end, with the program of the quickstart, and gives what was written to the standard output.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static string Run(string script, params string[] arguments) => Run(ScriptProgram.Quickstart, script, arguments);

    /// <summary>Runs to the end and gives what was written to the standard output.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static string Run(ScriptProgram program, string script, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.ps1");
        File.WriteAllText(path, script);
        try
        {
            var start = new ProcessStartInfo(program.File, [.. program.Arguments, path, .. arguments]) { RedirectStandardOutput = true };
            start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
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
