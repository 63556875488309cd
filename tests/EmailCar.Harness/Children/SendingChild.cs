using System.Globalization;

namespace EmailCar.Harness.Children;

/// <summary>The command that operators run for a list of recipients, in a separate process, repeated as often as necessary.</summary>
internal sealed class SendingChild
{
    private const string Script = """
        param($Manifest, $Endpoint, $Folder, $List, [int] $Recipients, [int] $BatchSize, [int] $TimeoutSec)
        $ErrorActionPreference = 'Stop'
        $password = [securestring]::new()
        $password.AppendChar('x')
        Import-Module $Manifest
        $connect = @{
            Endpoint = $Endpoint
            Credential = [pscredential]::new('user', $password)
            From = 'support@emailcar.net'
            RequestsPerSecond = 0
            TimeoutSec = $TimeoutSec
            RateLimitPath = $Folder
        }
        Connect-EmailCar -NoVerify @connect
        $send = @{
            Subject = 's'
            Html = 'h'
            BatchSize = $BatchSize
            JournalPath = "$Folder/run.jsonl"
            ErrorAction = 'SilentlyContinue'
            ErrorVariable = 'problems'
        }
        $lines = 1..$Recipients | ForEach-Object { "$List-$_@example.com" } | Send-EmailCarMail @send |
            ForEach-Object { "$($_.To)`t$($_.Status)`t$($_.Id)`t$($_.Message -replace '\s+', ' ')" }
        $lines = @($lines) + @($problems | ForEach-Object { "!`t$($_.FullyQualifiedErrorId)" })
        [System.IO.File]::WriteAllLines("$Folder/results.txt", [string[]] $lines)
        """;

    private readonly string _folder;
    private readonly string[] _arguments;

    public SendingChild(string folder, Uri endpoint, string list, int recipients, int batchSize, int timeoutSec)
    {
        _folder = folder;
        Addresses = [.. Enumerable.Range(1, recipients).Select(i => $"{list}-{i}@example.com")];
        _arguments =
        [
            "-Manifest", ScriptProcess.ModuleManifest,
            "-Endpoint", endpoint.ToString(),
            "-Folder", folder,
            "-List", list,
            "-Recipients", Number(recipients),
            "-BatchSize", Number(batchSize),
            "-TimeoutSec", Number(timeoutSec),
        ];
        File.WriteAllText(ScriptPath, Script);
    }

    public IReadOnlyList<string> Addresses { get; }

    public string JournalPath => Path.Combine(_folder, "run.jsonl");

    private string ScriptPath => Path.Combine(_folder, "send.ps1");

    private string ResultsPath => Path.Combine(_folder, "results.txt");

    public ScriptProcess Start()
    {
        File.Delete(ResultsPath);
        return ScriptProcess.Start(ScriptPath, _arguments);
    }

    /// <summary>The output of a run that was completed.</summary>
    public RunOutput ReadOutput() => RunOutput.Parse(File.ReadAllLines(ResultsPath));

    /// <summary>Runs to the end.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public async Task<RunOutput> RunAsync()
    {
        using var process = Start();
        await process.Exited;
        return process.ExitCode == 0 ? ReadOutput() : throw await FailureAsync(process);
    }

    public static async Task<InvalidOperationException> FailureAsync(ScriptProcess process) =>
        new($"The script ended with {process.ExitCode}: {await process.ConsoleAsync()}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
