using System.Diagnostics;
using System.Reflection;

namespace EmailCar.Harness.Children;

/// <summary>A script in a new process of the PowerShell in the tool manifest; it can be killed.</summary>
public sealed class ScriptProcess : IDisposable
{
    private static readonly string[] PowerShell =
        [Metadata("PowerShellProgram"), "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File"];

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ScriptProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
        Exited = process.WaitForExitAsync();
    }

    /// <summary>The manifest of the assembled module.</summary>
    public static string ModuleManifest { get; } = Metadata("ModuleManifest");

    /// <summary>Completes when the process has ended in any way.</summary>
    public Task Exited { get; }

    /// <summary>The exit code.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Whether the process was killed: 128 + SIGKILL, or the code that .NET passes to TerminateProcess.</summary>
    public bool WasKilled => ExitCode is 128 + 9 or -1;

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a .ps1 file.</summary>
    /// <param name="script">The file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Additional environment variables; null for none.</param>
    public static ScriptProcess Start(
        string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [.. PowerShell, script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

        // These processes live for a second, so code that is instrumented for later optimization only costs time.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ScriptProcess(Process.Start(start)!);
    }

    /// <summary>Sends SIGKILL: the process cannot run any more code.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Returns the console output of the process.</summary>
    public async Task<string> ConsoleAsync() => await _output + await _errors;

    /// <summary>Kills the process if it is still running.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string Metadata(string key) =>
        typeof(ScriptProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
