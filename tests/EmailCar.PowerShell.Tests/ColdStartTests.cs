using EmailCar.Harness.Children;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>The assemblies loaded by a new session, in a separate process, because other tests load everything.</summary>
public sealed class ColdStartTests : IDisposable
{
    private const string Count = """
        param($Manifest)
        $lib = [IO.Path]::Combine([IO.Path]::GetDirectoryName($Manifest), 'lib')
        function Count {
            @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic -and $_.Location.StartsWith($lib) }).Count
        }
        Import-Module $Manifest

        """;

    private readonly string _script = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.ps1");

    public void Dispose() => File.Delete(_script);

    [Fact]
    public async Task Listing_commands_and_help_loads_nothing_of_lib() =>
        Assert.Equal("0", await RunAsync(
            """
            $null = Get-Command -Module EmailCar | ForEach-Object { $_.Definition; $_.Parameters; Get-Help $_.Name -Full }
            Count
            """));

    [Fact]
    public async Task Completing_a_line_loads_nothing_of_lib() =>
        Assert.Equal("0", await RunAsync(
            """
            foreach ($line in 'Send-EmailCarM', 'Send-EmailCarMail -', 'Get-EmailCarDelivery -Status ', 'Add-EmailCarSuppression -', 'Test-EmailCarAddress -') {
                if (-not [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches) { throw $line }
            }
            Count
            """));

    [Fact]
    public async Task A_library_for_lists_is_loaded_only_by_the_list_that_needs_it()
    {
        var file = Path.ChangeExtension(_script, ".list");
        try
        {
            RawWorkbook.Write(file, () => [["To"], ["a@x.cn"]], 1);
            Assert.Equal("CsvHelper False, ExcelDataReader False, AngleSharp False, UtfUnknown False", await LibrariesAsync(file));
            await File.WriteAllTextAsync(file, "To,姓名\na@x.cn,王伟\n");
            Assert.Equal("CsvHelper True, ExcelDataReader False, AngleSharp False, UtfUnknown False", await LibrariesAsync(file));
            RawOldWorkbook.Write(file, [["To"], ["a@x.cn"]]);
            Assert.Equal("CsvHelper False, ExcelDataReader True, AngleSharp False, UtfUnknown False", await LibrariesAsync(file));
            await File.WriteAllTextAsync(file, "<html><table><tr><td>To</td></tr><tr><td>a@x.cn</td></tr></table></html>");
            Assert.Equal("CsvHelper False, ExcelDataReader False, AngleSharp True, UtfUnknown False", await LibrariesAsync(file));
            await File.WriteAllBytesAsync(file, [.. "To\na@x.cn\n"u8, 0x94, 0x85, 0x93, 0x63, 0x82, 0xB3, 0x82, 0xAD, 0x82, 0xE7, (byte)'\n']);
            Assert.EndsWith("UtfUnknown True", await LibrariesAsync(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("", "MailKit False, MimeKit False")]
    [InlineData("-Via Smtp", "MailKit True, MimeKit True")]
    public async Task The_SMTP_client_is_loaded_only_by_an_email_that_needs_it(string parameters, string loaded) =>
        Assert.Equal(loaded, await RunAsync(
            $$"""
            $sandbox = Start-EmailCarSandbox -PassThru -RequestsPerSecond 0
            $sandbox | Connect-EmailCar -From support@emailcar.net -NoVerify
            $null = Send-EmailCarMail a@x.cn s '<p>h</p>' {{parameters}} -ErrorAction Stop
            $names = [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }
            ('MailKit', 'MimeKit' | ForEach-Object { "$_ $($names -contains $_)" }) -join ', '
            """));

    [Theory]
    [InlineData("", "False")]
    [InlineData("-TimeoutSec 1 -Redis 127.0.0.1:1", "True")]
    public async Task The_library_for_redis_is_loaded_only_if_it_is_used(string redis, string isLoaded) =>
        Assert.Equal(isLoaded, await RunAsync(
            $$"""
            $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru
            try { $sandbox | Connect-EmailCar -From a@example.com {{redis}} } catch { if ($_.FullyQualifiedErrorId -notlike 'RedisUnavailable,*') { throw } }
            if (-not '{{redis}}') { $null = 'a@example.com' | Send-EmailCarMail -Subject s -Html h }
            [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -contains 'StackExchange.Redis'
            """));

    [Fact]
    public async Task AngleSharp_is_loaded_by_the_first_style_sheet_that_is_inlined()
    {
        const string send =
            """
            $s = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru
            $s | Connect-EmailCar -From a@example.com -RequestsPerSecond 0
            $html = '<style>p{color:red}</style><p>{{To}}</p>'
            $null = Send-EmailCarMail -To b@example.com -Subject s -Html $html {0}
            $null = New-EmailCarReport
            Stop-EmailCarSandbox
            @([AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }) -contains 'AngleSharp'
            """;
        Assert.Equal("False", await RunAsync(send.Replace("{0}", "", StringComparison.Ordinal)));
        Assert.Equal("False", await RunAsync(send.Replace("{0}", "-InlineCss", StringComparison.Ordinal).Replace("<style>p{color:red}</style>", "", StringComparison.Ordinal)));
        Assert.Equal("True", await RunAsync(send.Replace("{0}", "-InlineCss", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "False")]
    [InlineData(" -ResolveDomain -DnsServer 127.0.0.1:1", "True")]
    public async Task The_DNS_library_is_loaded_only_by_a_DNS_query(string parameters, string isLoaded) =>
        Assert.Equal(isLoaded, await RunAsync(
            $$"""
            $null = Test-EmailCarAddress 'ann@x.cn'{{parameters}}
            @([AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }) -contains 'DnsClient'
            """));

    private Task<string> LibrariesAsync(string file) => RunAsync(
        $$"""
        $null = Import-EmailCarRecipient -LiteralPath '{{file}}' -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $names = [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }
        ('CsvHelper', 'ExcelDataReader', 'AngleSharp', 'UtfUnknown' | ForEach-Object { "$_ $($names -contains $_)" }) -join ', '
        """);

    private async Task<string> RunAsync(string lines)
    {
        await File.WriteAllTextAsync(_script, Count + lines);
        using var process = ScriptProcess.Start(_script, [HostedEngine.ModuleManifest]);
        await process.Exited;
        return (await process.ConsoleAsync()).Trim();
    }
}
