using System.Globalization;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Smtp;

/// <summary>The peak memory of a process that sends a thousand emails with a large file.</summary>
internal static class MemoryFigures
{
    private const int First = 100;
    private const int All = 1000;
    private const double Growth = 30;

    private const string Script = """
        param($Manifest, [int] $Port, $File, [int] $First, [int] $All)
        function Get-Peak { [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB }
        $password = [securestring]::new()
        $password.AppendChar('x')
        Import-Module $Manifest
        $connect = @{
            Endpoint = 'http://127.0.0.1:9/v1/'
            Credential = [pscredential]::new('user', $password)
            From = 'support@emailcar.net'
            RequestsPerSecond = 0
            SmtpServer = '127.0.0.1'
            SmtpPort = $Port
            SmtpSecurity = 'None'
        }
        Connect-EmailCar -NoVerify @connect
        $before = Get-Peak
        1..$All | ForEach-Object { if ($_ -eq $First + 1) { $script:first = Get-Peak }; "user$_@example.com" } |
            Send-EmailCarMail -Subject s -Html h -Via Smtp -Attachment $File | Where-Object Status -ne Submitted | Out-String | Write-Host
        [string]::Join(' ', $before.ToString([cultureinfo]::InvariantCulture), $first.ToString([cultureinfo]::InvariantCulture), (Get-Peak).ToString([cultureinfo]::InvariantCulture))
        """;

    public static IEnumerable<Figure> Measure()
    {
        using var server = new SmtpSink();
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, new byte[5 * 1024 * 1024]);
            var output = ScriptProcess.Run(
                Script, AssembledModule.Manifest, $"{server.Port}", file, First.ToString(CultureInfo.InvariantCulture), All.ToString(CultureInfo.InvariantCulture));
            var peaks = output.Trim().Split('\n')[^1].Split(' ').Select(peak => double.Parse(peak, CultureInfo.InvariantCulture)).ToArray();
            return
            [
                Figure.Exactly(All, "messages of 5 MB", server.Messages),
                new Figure("at most before the first", Math.Round(peaks[0]), "MB"),
                new Figure($"at most in the first {First}", Math.Round(peaks[1]), "MB"),
                new Figure("beyond that, in all others", Math.Round(peaks[2] - peaks[1], 1), "MB") { AtMost = Growth },
            ];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
