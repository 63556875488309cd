namespace EmailCar.Benchmarks;

/// <summary>A program that runs scripts in the real engine.</summary>
/// <param name="Name">What it is called in a report.</param>
/// <param name="File">What to start.</param>
/// <param name="Arguments">What comes before the script.</param>
internal sealed record ScriptProgram(string Name, string File, IReadOnlyList<string> Arguments)
{
    /// <summary>The program of the quickstart: every build has it.</summary>
    public static ScriptProgram Quickstart { get; } = new("the engine of the quickstart", "dotnet", [ScriptProcess.QuickstartProgram]);

    /// <summary>A PowerShell; null where none is on the PATH.</summary>
    public static ScriptProgram? Pwsh { get; } = FindPwsh() is { } file
        ? new($"pwsh ({file})", file, ["-NoProfile", "-NonInteractive", .. OperatingSystem.IsWindows() ? new[] { "-ExecutionPolicy", "Bypass" } : [], "-File"])
        : null;

    /// <summary>What is nearest to what users have.</summary>
    public static ScriptProgram Best => Pwsh ?? Quickstart;

    public override string ToString() => Name;

    private static string? FindPwsh() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
            .FirstOrDefault(System.IO.File.Exists);
}
