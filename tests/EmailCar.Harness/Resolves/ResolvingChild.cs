using System.Globalization;
using EmailCar.Harness.Children;

namespace EmailCar.Harness.Resolves;

/// <summary>The steps "run, resume, resolve" for one list, each in a separate process.</summary>
internal sealed class ResolvingChild
{
    private const string Connect = """
        $ErrorActionPreference = 'Stop'
        $password = [securestring]::new()
        $password.AppendChar('x')
        Import-Module $Manifest
        $connect = @{
            Endpoint = $Endpoint
            Credential = [pscredential]::new('user', $password)
            From = 'support@emailcar.net'
            RequestsPerSecond = 0
            RateLimitPath = $Folder
        }
        Connect-EmailCar -NoVerify @connect

        """;

    private const string Send = """
        param($Manifest, $Endpoint, $Folder, $List, [int] $Recipients, [int] $SameSubject)

        """ + Connect + """
        $send = @{
            Html = 'h'
            BatchSize = 5
            JournalPath = "$Folder/run.jsonl"
            ErrorAction = 'SilentlyContinue'
            ErrorVariable = 'problems'
        }
        $rows = 1..$Recipients | ForEach-Object {
            [pscustomobject]@{ To = "$List-$_@example.com"; Subject = "s-$([math]::Floor($_ / $SameSubject))" }
        }
        $lines = $rows | Send-EmailCarMail @send | ForEach-Object { "$($_.To)`t$($_.Status)`t$($_.Id)`t$($_.Message -replace '\s+', ' ')" }
        $lines = @($lines) + @($problems | ForEach-Object { "!`t$($_.FullyQualifiedErrorId)" })
        [System.IO.File]::WriteAllLines("$Folder/results.txt", [string[]] $lines)
        """;

    private const string Resolve = """
        param($Manifest, $Endpoint, $Folder, $List, [int] $Recipients, [int] $SameSubject)

        """ + Connect + """
        $verdicts = Resolve-EmailCarUnknown "$Folder/run.jsonl" -SettleMinutes 0 -AcceptNotListed
        $lines = $verdicts | ForEach-Object { "$($_.To)`t$($_.Status)`t$($_.Id)`t$($_.Message -replace '\s+', ' ')" }
        [System.IO.File]::WriteAllLines("$Folder/results.txt", [string[]] @($lines))
        """;

    private readonly string _folder;
    private readonly string[] _arguments;

    public ResolvingChild(string folder, Uri endpoint, string list, int recipients, int sameSubject)
    {
        _folder = folder;
        Addresses = [.. Enumerable.Range(1, recipients).Select(i => $"{list}-{i}@example.com")];
        _arguments =
        [
            "-Manifest", ScriptProcess.ModuleManifest,
            "-Endpoint", endpoint.ToString(),
            "-Folder", folder,
            "-List", list,
            "-Recipients", recipients.ToString(CultureInfo.InvariantCulture),
            "-SameSubject", sameSubject.ToString(CultureInfo.InvariantCulture),
        ];
        File.WriteAllText(Path("send.ps1"), Send);
        File.WriteAllText(Path("resolve.ps1"), Resolve);
    }

    public IReadOnlyList<string> Addresses { get; }

    public ScriptProcess Start()
    {
        File.Delete(Path("results.txt"));
        return ScriptProcess.Start(Path("send.ps1"), _arguments);
    }

    /// <summary>Returns the output of a run that was completed.</summary>
    public RunOutput ReadOutput() => RunOutput.Parse(File.ReadAllLines(Path("results.txt")));

    /// <summary>Repeats the run to its end.</summary>
    public Task<RunOutput> SendAsync() => RunAsync("send.ps1");

    /// <summary>Resolves the journal and returns the verdicts as results.</summary>
    public Task<RunOutput> ResolveAsync() => RunAsync("resolve.ps1");

    private async Task<RunOutput> RunAsync(string script)
    {
        File.Delete(Path("results.txt"));
        using var process = ScriptProcess.Start(Path(script), _arguments);
        await process.Exited;
        return process.ExitCode == 0 ? ReadOutput() : throw await SendingChild.FailureAsync(process);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder, name);
}
