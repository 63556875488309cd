using System.Diagnostics;
using System.Reflection;

namespace EmailCar.Benchmarks;

/// <summary>Runs a script in a new process: the PowerShell of the tool manifest, without the startup of the tool.</summary>
internal static class ScriptProcess
{
    private static readonly string Program = Metadata("PowerShellProgram");

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>The name of the program in reports.</summary>
    public static string ProgramName { get; } = $"PowerShell {FileVersionInfo.GetVersionInfo(Program).ProductVersion?.Split(' ')[0]} of the tool manifest";

    /// <summary>Runs a script to its end and returns its standard output.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static string Run(string script, params string[] arguments) => Run([], script, arguments);

    /// <summary>Runs a script with environment variables.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static string Run((string Name, string Value)[] environment, string script, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.ps1");
        File.WriteAllText(path, script);
        try
        {
            string[] options = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", path];
            var start = new ProcessStartInfo("dotnet", [Program, .. options, .. arguments]) { RedirectStandardOutput = true };
            start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }

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
