using System.Diagnostics;

namespace EmailCar.Pester;

/// <summary>A PowerShell to run the tests in.</summary>
/// <param name="Suffix">What tells its results from the others'.</param>
/// <param name="File">What to start.</param>
/// <param name="Arguments">What comes before PowerShell's own arguments.</param>
internal sealed record PowerShellProgram(string Suffix, string File, IReadOnlyList<string> Arguments)
{
    /// <summary>The one of the tool manifest.</summary>
    public static PowerShellProgram Core { get; } = new("", Environment.ProcessPath!, [BuildMetadata.Get("PowerShellProgram")]);

    /// <summary>On Windows, Windows PowerShell too.</summary>
    public static IReadOnlyList<PowerShellProgram> All { get; } =
        OperatingSystem.IsWindows() ? [Core, new(" (Windows PowerShell)", "powershell", [])] : [Core];

    /// <summary>Runs a script to its end, and gives all that it wrote to the console.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the process is no more.</exception>
    public string Run(string script, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(
            File, [.. Arguments, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

        // The `pwsh` that a test starts is the tool's own, which looks for .NET there.
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath);

        // Each edition has modules of its own; those of the one that started the tests are not for the other.
        start.Environment.Remove("PSModulePath");

        using var process = Process.Start(start)!;
        using var registration = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var written = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return written;
    }
}
