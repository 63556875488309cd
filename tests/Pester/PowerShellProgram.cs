using System.Diagnostics;

namespace EmailCar.Pester;

/// <summary>A PowerShell program that runs the tests.</summary>
/// <param name="Suffix">Distinguishes its results from those of other programs.</param>
/// <param name="File">The program to start.</param>
/// <param name="Arguments">The arguments before those of PowerShell.</param>
internal sealed record PowerShellProgram(string Suffix, string File, IReadOnlyList<string> Arguments)
{
    /// <summary>The PowerShell of the tool manifest.</summary>
    public static PowerShellProgram Core { get; } = new("", Environment.ProcessPath!, [BuildMetadata.Get("PowerShellProgram")]);

    /// <summary>On Windows, also Windows PowerShell.</summary>
    public static IReadOnlyList<PowerShellProgram> All { get; } =
        OperatingSystem.IsWindows() ? [Core, new(" (Windows PowerShell)", "powershell", [])] : [Core];

    /// <summary>Runs a script to its end, and returns its console output.</summary>
    /// <exception cref="OperationCanceledException">Canceled; the process was ended.</exception>
    public string Run(string script, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(
            File, [.. Arguments, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

        // The `pwsh` that a test starts belongs to the tool, and looks for .NET in this folder.
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath);

        // Each edition has its own modules; those of the edition that started the tests must not be used.
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
