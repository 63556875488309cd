using System.Globalization;
using EmailCar.Harness.Children;

namespace EmailCar.Harness.Machines;

/// <summary>A process that simulates a machine: it has a separate home folder and clock, and shares only Redis with the others.</summary>
internal sealed class Machine : IDisposable
{
    private const string Script = """
        param($Manifest, $Endpoint, $Redis, $Journal, $Name, $List, [int] $Recipients, [int] $BatchSize, [double] $Rate, [int] $TimeoutSec, [int] $WarmUps, $Folder)
        $ErrorActionPreference = 'Stop'
        $password = [securestring]::new()
        $password.AppendChar('x')
        Import-Module $Manifest
        $connect = @{
            Endpoint = $Endpoint
            Credential = [pscredential]::new('user', $password)
            From = 'support@emailcar.net'
            FromName = $Name
            RequestsPerSecond = $Rate
            TimeoutSec = $TimeoutSec
            Redis = $Redis
        }
        Connect-EmailCar -NoVerify @connect
        if ($WarmUps) { 1..$WarmUps | ForEach-Object { "warm-$Name-$_@example.com" } | Send-EmailCarMail -Subject s -Html h -BatchSize 1 | Out-Null }
        [System.IO.File]::WriteAllText("$Folder/ready", '')
        while (-not [System.IO.File]::Exists("$Folder/../go")) { Start-Sleep -Milliseconds 20 }
        $send = @{
            Subject = 's'
            Html = 'h'
            BatchSize = $BatchSize
            ErrorAction = 'SilentlyContinue'
            ErrorVariable = 'problems'
            WarningAction = 'SilentlyContinue'
            WarningVariable = 'warnings'
        }
        if ($Journal) { $send.JournalPath = $Journal }
        $lines = 1..$Recipients | ForEach-Object { "$List-$_@example.com" } | Send-EmailCarMail @send |
            ForEach-Object { "$($_.To)`t$($_.Status)`t$($_.Id)`t$($_.Message -replace '\s+', ' ')" }
        $lines = @($lines) + @($problems | ForEach-Object { "!`t$($_.FullyQualifiedErrorId)" })
        [System.IO.File]::WriteAllLines("$Folder/warnings.txt", [string[]] @($warnings))
        [System.IO.File]::WriteAllLines("$Folder/results.txt", [string[]] $lines)
        """;

    private const string FakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

    private readonly string _folder;
    private readonly string[] _arguments;
    private readonly Dictionary<string, string> _environment;
    private ScriptProcess? _process;

    /// <param name="group">The folder of all machines of a round.</param>
    /// <param name="name">The name of the machine; without a journal, its emails use it as the sender's name.</param>
    /// <param name="clockSeconds">The error of its clock, in seconds.</param>
    /// <param name="run">The run.</param>
    public Machine(string group, string name, int clockSeconds, MachineRun run)
    {
        Name = name;
        _folder = Path.Combine(group, name);
        Directory.CreateDirectory(Path.Combine(_folder, "home"));
        File.WriteAllText(ScriptPath, Script);
        Addresses = [.. Enumerable.Range(1, run.Recipients).Select(i => $"{run.List}-{i}@example.com")];
        _arguments =
        [
            "-Manifest", ScriptProcess.ModuleManifest,
            "-Endpoint", run.Endpoint.ToString(),
            "-Redis", run.Redis,
            "-Journal", run.Journal,
            "-Name", run.Journal.Length == 0 ? name : "all",
            "-List", run.List,
            "-Recipients", Number(run.Recipients),
            "-BatchSize", Number(run.BatchSize),
            "-Rate", run.Rate.ToString(CultureInfo.InvariantCulture),
            "-TimeoutSec", Number(run.TimeoutSec),
            "-WarmUps", Number(run.WarmUps),
            "-Folder", _folder,
        ];
        _environment = new Dictionary<string, string> { ["HOME"] = Path.Combine(_folder, "home") };
        if (HasFakeTime && clockSeconds != 0)
        {
            _environment["LD_PRELOAD"] = FakeTime;
            _environment["FAKETIME"] = clockSeconds.ToString("+0;-0", CultureInfo.InvariantCulture);
            _environment["DONT_FAKE_MONOTONIC"] = "1";
            _environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";

            // Without this, the waits of .NET, which use the monotonic clock, end at the wrong time.
            _environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
            _environment["NO_FAKE_STAT"] = "1";
        }
    }

    /// <summary>False if all machines have the same clock.</summary>
    public static bool HasFakeTime => File.Exists(FakeTime);

    public string Name { get; }

    public IReadOnlyList<string> Addresses { get; }

    public ScriptProcess Process => _process!;

    private string ScriptPath => Path.Combine(_folder, "send.ps1");

    /// <summary>Starts the machine; it sends after <see cref="Go"/> is called for the round.</summary>
    public void Start()
    {
        File.Delete(Path.Combine(_folder, "results.txt"));
        File.Delete(Path.Combine(_folder, "ready"));
        _process?.Dispose();
        _process = ScriptProcess.Start(ScriptPath, _arguments, _environment);
    }

    /// <summary>Waits until it is connected.</summary>
    public async Task ReadyAsync()
    {
        while (!File.Exists(Path.Combine(_folder, "ready")))
        {
            if (Process.Exited.IsCompleted)
            {
                throw await FailureAsync();
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Makes all machines of a round send.</summary>
    public static void Go(string group) => File.WriteAllText(Path.Combine(group, "go"), "");

    /// <summary>Sends SIGSTOP or SIGCONT.</summary>
    public void Signal(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-" + signal, Number(Process.Id)]);
        kill.WaitForExit();
    }

    /// <summary>Returns the output of a run that has ended.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public async Task<RunOutput> OutputAsync()
    {
        await Process.Exited;
        return Process.ExitCode == 0 ? RunOutput.Parse(File.ReadAllLines(Path.Combine(_folder, "results.txt"))) : throw await FailureAsync();
    }

    /// <summary>Returns the warnings of a run that has ended.</summary>
    public string[] Warnings() => File.ReadAllLines(Path.Combine(_folder, "warnings.txt"));

    public void Dispose() => _process?.Dispose();

    private async Task<InvalidOperationException> FailureAsync() =>
        new($"{Name} ended with {Process.ExitCode}: {await Process.ConsoleAsync()}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a machine sends, and through which services.</summary>
/// <param name="Endpoint">The service.</param>
/// <param name="Redis">The value of -Redis.</param>
/// <param name="Journal">The value of -JournalPath; empty for none.</param>
/// <param name="List">The prefix of the addresses.</param>
/// <param name="Recipients">The number of recipients.</param>
/// <param name="BatchSize">The number of recipients per submission.</param>
/// <param name="Rate">Submissions per second; 0 for no limit.</param>
/// <param name="TimeoutSec">The maximum time of a request and of a Redis outage, in seconds.</param>
/// <param name="WarmUps">The number of emails that the machine sends before it is ready.</param>
internal sealed record MachineRun(
    Uri Endpoint, string Redis, string Journal, string List, int Recipients, int BatchSize, double Rate, int TimeoutSec = 60, int WarmUps = 0);
