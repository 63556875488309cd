using System.Diagnostics;
using System.Reflection;

namespace EmailCar.Benchmarks;

/// <summary>Runs a script in a fresh process: the PowerShell of the tool manifest, without the start of the tool before it.</summary>
internal static class ScriptProcess
{
    private static readonly string Program = Metadata("PowerShellProgram");

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>What a report calls the program.</summary>
    public static string ProgramName { get; } = $"PowerShell {FileVersionInfo.GetVersionInfo(Program).ProductVersion?.Split(' ')[0]} of the tool manifest";

    /// <summary>Runs to the end and gives what was written to the standard output.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static string Run(string script, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.ps1");
        File.WriteAllText(path, script);
        try
        {
            string[] options = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", path];
            var start = new ProcessStartInfo("dotnet", [Program, .. options, .. arguments]) { RedirectStandardOutput = true };
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
