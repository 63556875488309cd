using System.Text;

namespace EmailCar.Quickstart;

/// <summary>Runs the quickstart, or the script named on the command line, in the PowerShell engine from NuGet.</summary>
internal static class Program
{
    private const int UsageError = 2;

    private const string Usage = """
        Usage: dotnet run --project src/EmailCar.Quickstart [-- script.ps1 [arguments]]

        Runs a script in the PowerShell engine, for machines without pwsh.
        Without a script it runs examples/quickstart.ps1 against a local sandbox: no mail leaves the machine.
        The engine has PowerShell's core commands and Import-Csv; a script that needs more wants pwsh.
        """;

    private static int Main(string[] arguments)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        // The engine reports its use to Microsoft unless told otherwise before it starts; a trial run should talk to nobody.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        if (arguments is ["-h" or "-?" or "--help", ..])
        {
            Console.WriteLine(Usage);
            return 0;
        }

        var repository = Repository.Find(AppContext.BaseDirectory);
        if (arguments.Length == 0 && repository is null)
            return Refuse($"The program no longer lies in its repository ({AppContext.BaseDirectory}), so there is no quickstart to run. Name a script.");

        var script = Path.GetFullPath(arguments.Length > 0 ? arguments[0] : repository!.QuickstartScript);
        if (!script.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            return Refuse($"'{arguments[0]}' is not a PowerShell script (.ps1).");
        if (!File.Exists(script))
            return Refuse($"There is no file '{script}'.");

        using var runner = new ScriptRunner(repository?.ModulePath);
        Console.CancelKeyPress += (_, press) =>
        {
            // A second Ctrl+C ends the process, should the script's own clean-up hang.
            press.Cancel = runner.TryStop();
        };
        return runner.Run(script, arguments.Skip(1));
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        Console.Error.WriteLine();
        Console.Error.WriteLine(Usage);
        return UsageError;
    }
}
