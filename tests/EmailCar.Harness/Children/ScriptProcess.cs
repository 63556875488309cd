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

    /// <summary>Its number in the system.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a .ps1.</summary>
    /// <param name="script">The file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables of its own; null for none.</param>
    public static ScriptProcess Start(
        string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [.. PowerShell, script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

        // These processes live for a second: code that is instrumented for a later, faster version never gets there.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

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
