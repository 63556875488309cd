using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.Quickstart.Commands;

namespace EmailCar.Quickstart;

/// <summary>Commands that every pwsh has, but the engine package lacks, and that the quickstart cannot do without.</summary>
internal static class SuppliedCommands
{
    /// <summary>Adds what the session would not have otherwise; the engine's own always win.</summary>
    public static void AddMissing(InitialSessionState state)
    {
        var engineFolder = Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!;
        if (Directory.Exists(Path.Combine(engineFolder, "Modules", "Microsoft.PowerShell.Utility")))
            return;

        const string ImportCsv = $"{VerbsData.Import}-{ImportCsvCommand.Noun}";
        if (state.Commands[ImportCsv].Count == 0)
            state.Commands.Add(new SessionStateCmdletEntry(ImportCsv, typeof(ImportCsvCommand), helpFileName: null));
    }
}
