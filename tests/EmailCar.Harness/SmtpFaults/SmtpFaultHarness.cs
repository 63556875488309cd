using System.Text.Json;
using EmailCar.Harness.Children;
using EmailCar.Testing;

namespace EmailCar.Harness.SmtpFaults;

/// <summary>Sends emails with a file to SMTP servers that fail at each stage, and compares each status with what the server accepted.</summary>
public static class SmtpFaultHarness
{
    private const int TimeoutSec = 3;
    private const int Parallel = 16;

    /// <summary>More than the buffers of a connection hold, so that a truncated message never arrives completely.</summary>
    private const int LargeFile = 12 * 1024 * 1024;

    private const string Script = """
        param($Manifest, $Folder, [int] $TimeoutSec, [int] $Parallel)
        $ErrorActionPreference = 'Stop'
        $password = [securestring]::new()
        $password.AppendChar('x')
        $credential = [pscredential]::new('user', $password)
        Get-Content "$Folder/cases.json" -Raw | ConvertFrom-Json | ForEach-Object -ThrottleLimit $Parallel -Parallel {
            $case = $_
            $ErrorActionPreference = 'Stop'
            $folder = Join-Path $using:Folder $case.Number
            try {
                Import-Module $using:Manifest
                $connect = @{
                    Endpoint = 'http://127.0.0.1:9/v1/'
                    Credential = $using:credential
                    From = 'support@emailcar.net'
                    RequestsPerSecond = 0
                    TimeoutSec = $using:TimeoutSec
                    RateLimitPath = $folder
                    SmtpServer = '127.0.0.1'
                    SmtpPort = $case.Port
                    SmtpSecurity = $case.Security
                    SmtpSkipCertificateCheck = $true
                    WarningAction = 'SilentlyContinue'
                }
                Connect-EmailCar -NoVerify @connect
                $send = @{
                    Subject = 's'
                    Html = 'h'
                    Via = 'Smtp'
                    Attachment = $case.File
                    MaxAttachmentSize = 20MB
                    JournalPath = "$folder/run.jsonl"
                    ErrorAction = 'SilentlyContinue'
                    ErrorVariable = 'problems'
                    WarningAction = 'SilentlyContinue'
                }
                $lines = $case.To | Send-EmailCarMail @send | ForEach-Object { "$($_.To)`t$($_.Status)`t$($_.Id)`t$($_.Message -replace '\s+', ' ')" }
                $lines = @($lines) + @($problems | ForEach-Object { "!`t$($_.FullyQualifiedErrorId)" })
                [System.IO.File]::WriteAllLines("$folder/results.txt", [string[]] $lines)
            }
            catch {
                [System.IO.File]::WriteAllText("$folder/failure.txt", "$_ $($_.ScriptStackTrace)")
            }
        }
        """;

    /// <summary>Runs the cases in parallel, in one process.</summary>
    public static async Task<SmtpFaultReport> RunAsync(IReadOnlyList<SmtpFaultCase> cases)
    {
        var folder = Directory.CreateTempSubdirectory("emailcar-smtp-");
        var servers = cases.Select(c => new RawSmtpServer(c.IsSecure ? RawSmtpTls.StartTls : RawSmtpTls.None) { Fault = c.Fault }).ToList();
        try
        {
            Prepare(folder.FullName, cases, servers);
            using var process = ScriptProcess.Start(
                Path.Combine(folder.FullName, "send.ps1"),
                ["-Manifest", ScriptProcess.ModuleManifest, "-Folder", folder.FullName, "-TimeoutSec", $"{TimeoutSec}", "-Parallel", $"{Parallel}"]);
            await process.Exited;
            if (process.ExitCode != 0)
            {
                throw await SendingChild.FailureAsync(process);
            }

            var outcomes = new List<SmtpFaultOutcome>();
            foreach (var (server, i) in servers.Select((server, i) => (server, i)))
            {
                await server.QuietAsync();
                outcomes.Add(new SmtpFaultOutcome(cases[i], Output(Path.Combine(folder.FullName, $"{i}")), server.Messages, server.Failures));
            }

            return new SmtpFaultReport(outcomes);
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
            folder.Delete(recursive: true);
        }
    }

    private static void Prepare(string folder, IReadOnlyList<SmtpFaultCase> cases, List<RawSmtpServer> servers)
    {
        var (small, large) = (Path.Combine(folder, "small.bin"), Path.Combine(folder, "large.bin"));
        File.WriteAllBytes(small, [0, 13, 10, 255]);
        var bytes = new byte[LargeFile];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(large, bytes);
        File.WriteAllText(Path.Combine(folder, "send.ps1"), Script);
        File.WriteAllText(Path.Combine(folder, "cases.json"), JsonSerializer.Serialize(cases.Select((c, i) => new
        {
            Number = $"{i}",
            servers[i].Port,
            Security = c.IsSecure ? "StartTls" : "None",
            File = c.Fault.Stage == RawSmtpStage.Body ? large : small,
            To = SmtpFaultCase.Addresses,
        })));
        for (var i = 0; i < cases.Count; i++)
        {
            Directory.CreateDirectory(Path.Combine(folder, $"{i}"));
        }
    }

    private static RunOutput Output(string folder)
    {
        var failure = Path.Combine(folder, "failure.txt");
        return File.Exists(failure)
            ? throw new InvalidOperationException(File.ReadAllText(failure))
            : RunOutput.Parse(File.ReadAllLines(Path.Combine(folder, "results.txt")));
    }
}
