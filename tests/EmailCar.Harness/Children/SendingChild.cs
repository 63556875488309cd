using System.Globalization;

namespace EmailCar.Harness.Children;

/// <summary>The command that operators run for a list of recipients, in a separate process, repeated as often as necessary.</summary>
internal sealed class SendingChild
{
    private const string Script = """
        param($Manifest, $Endpoint, $Folder, $List, [int] $Recipients, [int] $BatchSize, [int] $TimeoutSec, [int] $SmtpPort)
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
        if ($SmtpPort) { $connect += @{ SmtpServer = '127.0.0.1'; SmtpPort = $SmtpPort; SmtpSecurity = 'None' } }
        Connect-EmailCar -NoVerify @connect
        $send = @{
            Subject = 's'
            Html = 'h'
            BatchSize = $BatchSize
            JournalPath = "$Folder/run.jsonl"
            ErrorAction = 'SilentlyContinue'
            ErrorVariable = 'problems'
        }
        $rows = { "$List-$_@example.com" }
        if ($SmtpPort) {
            $send += @{ Via = 'Smtp'; AttachmentRoot = "$Folder/files" }
            $rows = { [pscustomobject]@{ To = "$List-$_@example.com"; Attachment = "$_.txt" } }
        }
        $lines = 1..$Recipients | ForEach-Object $rows | Send-EmailCarMail @send |
            ForEach-Object { "$($_.To)`t$($_.Status)`t$($_.Id)`t$($_.Message -replace '\s+', ' ')" }
        $lines = @($lines) + @($problems | ForEach-Object { "!`t$($_.FullyQualifiedErrorId)" })
        [System.IO.File]::WriteAllLines("$Folder/results.txt", [string[]] $lines)
        """;

    private readonly string _folder;
    private readonly string[] _arguments;

    /// <param name="folder">The folder of the journal and all other files.</param>
    /// <param name="endpoint">The server of the WebAPI.</param>
    /// <param name="list">The prefix of the addresses.</param>
    /// <param name="recipients">The number of recipients.</param>
    /// <param name="batchSize">The number of recipients per submission.</param>
    /// <param name="timeoutSec">The client's timeout, in seconds.</param>
    /// <param name="smtpPort">The port of a server to which each email is sent with a separate file; 0 to send by the WebAPI.</param>
    public SendingChild(string folder, Uri endpoint, string list, int recipients, int batchSize, int timeoutSec, int smtpPort = 0)
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
            "-SmtpPort", Number(smtpPort),
        ];
        if (smtpPort > 0)
        {
            Directory.CreateDirectory(Path.Combine(folder, "files"));
            for (var i = 1; i <= recipients; i++)
            {
                File.WriteAllText(Path.Combine(folder, "files", $"{i}.txt"), FileOf(Addresses[i - 1]));
            }
        }

        File.WriteAllText(ScriptPath, Script);
    }

    public IReadOnlyList<string> Addresses { get; }

    /// <summary>Returns the content of the file of a recipient's email, short enough for one line of Base64.</summary>
    public static string FileOf(string address) => $"for {address} alone";

    public string JournalPath => Path.Combine(_folder, "run.jsonl");

    private string ScriptPath => Path.Combine(_folder, "send.ps1");

    private string ResultsPath => Path.Combine(_folder, "results.txt");

    public ScriptProcess Start()
    {
        File.Delete(ResultsPath);
        return ScriptProcess.Start(ScriptPath, _arguments);
    }

    /// <summary>Returns the output of a run that was completed.</summary>
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
