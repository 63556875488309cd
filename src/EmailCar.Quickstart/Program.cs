using System.Diagnostics;
using System.Reflection;

const string usage = """
    Usage: dotnet run --project src/EmailCar.Quickstart [-- script.ps1 [arguments]]

    Builds the module and runs a script in the PowerShell of the tool manifest (dotnet pwsh).
    Without a script, it runs examples/quickstart.ps1 against a local sandbox: no email leaves this computer.
    """;

if (args is ["-h" or "-?" or "--help", ..])
{
    Console.WriteLine(usage);
    return 0;
}

var root = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
var script = Path.GetFullPath(args.Length > 0 ? args[0] : Path.Combine(root, "examples", "quickstart.ps1"));
if (!script.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || !File.Exists(script))
{
    Console.Error.WriteLine($"'{script}' is not a PowerShell script (.ps1), or does not exist.\n\n{usage}");
    return 2;
}

// Ctrl+C also reaches PowerShell, which ends the script; this program waits for the script's finally blocks.
Console.CancelKeyPress += (_, press) => press.Cancel = true;

var exitCode = Prepare("Building the module", "build", "src/EmailCar.PowerShell", "--nologo");
if (exitCode == 0)
    exitCode = Prepare("Restoring PowerShell", "tool", "restore");
if (exitCode != 0)
    return exitCode;

Console.Error.WriteLine($"Running {Path.GetFileName(script)} ...\n");
string[] options = ["-NoProfile", "-ExecutionPolicy", "Bypass", "-WorkingDirectory", Environment.CurrentDirectory];
return Run(["pwsh", .. options, "-File", script, .. args.Skip(1)]);

// The output of the script may be redirected, so other output goes to stderr.
int Prepare(string step, params string[] arguments)
{
    Console.Error.WriteLine($"{step} ...");
    return Run(arguments, outputToError: Console.IsOutputRedirected);
}

// Runs in the folder of the tool manifest, with the streams of the terminal.
int Run(string[] arguments, bool outputToError = false)
{
    var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    var start = new ProcessStartInfo(dotnet, arguments) { WorkingDirectory = root, RedirectStandardOutput = outputToError };
    start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

    // The module that was just built comes first. PowerShell would put the user's modules before it if they were not in the list.
    var (parent, child) = OperatingSystem.IsWindows()
        ? (Environment.SpecialFolder.MyDocuments, "PowerShell")
        : (Environment.SpecialFolder.LocalApplicationData, "powershell");
    string?[] modules = [Path.Combine(root, "artifacts", "module"), Path.Combine(Environment.GetFolderPath(parent), child, "Modules"), Environment.GetEnvironmentVariable("PSModulePath")];
    start.Environment["PSModulePath"] = string.Join(Path.PathSeparator, modules.Where(folder => folder is not null));

    using var process = Process.Start(start)!;
    if (outputToError)
        Console.Error.Write(process.StandardOutput.ReadToEnd());
    process.WaitForExit();
    return process.ExitCode;
}
