using System.Diagnostics;
using System.Reflection;

namespace EmailCar.Harness.Children;

/// <summary>A script in a fresh process of the PowerShell of the tool manifest; it can be killed.</summary>
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

    /// <summary>The manifest of the module as it was assembled.</summary>
    public static string ModuleManifest { get; } = Metadata("ModuleManifest");

    /// <summary>Done when the process is no more, however it ended.</summary>
    public Task Exited { get; }

    /// <summary>What it ended with.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>True when it did not end by itself: 128 + SIGKILL, or what .NET passes to TerminateProcess.</summary>
    public bool WasKilled => ExitCode is 128 + 9 or -1;

    /// <summary>Starts a .ps1.</summary>
    public static ScriptProcess Start(string script, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [.. PowerShell, script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

        // These processes live for a second: code that is instrumented for a later, faster version never gets there.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new ScriptProcess(Process.Start(start)!);
    }

    /// <summary>SIGKILL: nothing in the process gets to run any more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>All that the process wrote to the console.</summary>
    public async Task<string> ConsoleAsync() => await _output + await _errors;

    /// <summary>Kills it, where it still runs.</summary>
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
