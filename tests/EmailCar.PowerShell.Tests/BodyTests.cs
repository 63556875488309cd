using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Values given as a body by mistake are an error before anything is sent: objects, and file paths.</summary>
public sealed class BodyTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";

    /// <summary>The first output of Format-Table; the engine package does not contain the command.</summary>
    private const string FormatTable = "[Activator]::CreateInstance([psobject].Assembly.GetType('Microsoft.PowerShell.Commands.Internal.Format.FormatStartData'), $true)";

    private readonly ServerSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public BodyTests()
    {
        _session.Server.Answer("/v1/mail/send", Accepted);
        foreach (var name in new[] { "welcome.html", "notes.txt", "两 份.md" })
        {
            File.WriteAllText(Path.Combine(_folder.FullName, name), "<p>h</p>");
        }

        _session.Engine.Set("folder", _folder.FullName);
        _session.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)").Clean();
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    public static TheoryData<string, string> Objects => new()
    {
        { $"({FormatTable})", "Microsoft.PowerShell.Commands.Internal.Format.FormatStartData" },
        { $"\"$({FormatTable})\"", "Microsoft.PowerShell.Commands.Internal.Format.FormatStartData" },
        { $"\"<p>$({FormatTable})</p>\"", "Microsoft.PowerShell.Commands.Internal.Format.FormatStartData" },
        { "([Diagnostics.Process]::GetCurrentProcess())", "System.Diagnostics.Process" },
        { "([string][Diagnostics.Process]::GetCurrentProcess())", "System.Diagnostics.Process" },
        { "@{ a = 1 }", "System.Collections.Hashtable" },
        { "\"$(@{ a = 1 })\"", "System.Collections.Hashtable" },
        { "([pscustomobject]@{ a = 1 })", "PSCustomObject" },
        { "\"$([pscustomobject]@{ a = 1 })\"", "PSCustomObject" },
        { "@([pscustomobject]@{ a = 1 }, [pscustomobject]@{ a = 2 })", "PSCustomObject" },
        { "@('<p>', @{ a = 1 })", "System.Collections.Hashtable" },
        { "([byte[]](60, 112, 62))", "System.Byte" },
        { "@([byte]60, [byte]62)", "System.Byte" },
        { "([xml]'<p/>')", "System.Xml.XmlDocument" },
        { "([System.Data.DataTable]::new())", "System.Data.DataTable" },
        { "$true", "System.Boolean" },
        { "(Get-Command Get-Command)", "System.Management.Automation.CmdletInfo" },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void Objects_are_an_error_that_recommends_ConvertTo_Html(string html, string type)
    {
        var result = _session.Run($"'a@x.cn' | Send-EmailCarMail -Subject s -Html {html}");
        Assert.Equal(["HtmlIsObject"], result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.Contains(type, result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("ConvertTo-Html", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_session.Server.Submissions);
    }

    [Theory]
    [InlineData("welcome.html")]
    [InlineData("./welcome.html")]
    [InlineData("$folder/welcome.html")]
    [InlineData(" welcome.html\n")]
    [InlineData("welcom.html")]
    [InlineData("mails/welcome.htm")]
    [InlineData("C:\\mails\\welcome one.txt")]
    [InlineData("\\\\server\\share\\welcome.html")]
    [InlineData("file:///C:/mails/welcome.html")]
    [InlineData("notes.txt")]
    [InlineData("两 份.md")]
    public void A_file_path_is_an_error_that_recommends_Get_Content(string path)
    {
        var result = _session.Run($"'a@x.cn' | Send-EmailCarMail -Subject s -Html \"{path}\"");
        Assert.Equal(["HtmlIsPath"], result.ErrorIds);
        Assert.Contains("Get-Content", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-Raw", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_session.Server.Submissions);
    }

    [Theory]
    [InlineData("([IO.FileInfo]::new(\"$folder/welcome.html\"))")]
    [InlineData("([IO.DirectoryInfo]::new($folder).GetFiles())")]
    public void A_file_object_is_an_error_that_recommends_Get_Content(string html)
    {
        Assert.Equal(["HtmlIsPath"], _session.Run($"'a@x.cn' | Send-EmailCarMail -Subject s -Html {html}").ErrorIds);
        Assert.Empty(_session.Server.Submissions);
    }

    [Theory]
    [InlineData("'h'")]
    [InlineData("'Your code is 12.50'")]
    [InlineData("'notes'")]
    [InlineData("'notes.md'")]
    [InlineData("'notes.txt is done'")]
    [InlineData("'https://example.com/welcome.html'")]
    [InlineData("'See https://example.com/welcome.html'")]
    [InlineData("'请看 welcome.html'")]
    [InlineData("'<p>welcome.html</p>'")]
    [InlineData("'System.Nothing of the kind'")]
    [InlineData("'System.Halt'")]
    [InlineData("'Microsoft.com'")]
    [InlineData("'@{ is an operator }'")]
    [InlineData("'时间: 12:30.50'")]
    [InlineData("('<p>', 'h', '</p>')")]
    [InlineData("42")]
    [InlineData("([datetime]'2026-05-04')")]
    [InlineData("([Text.StringBuilder]::new('h'))")]
    [InlineData("([Collections.Generic.List[string]]('a', 'b'))")]
    [InlineData("([Exception]::new('The job failed'))")]
    [InlineData("([Management.Automation.WarningRecord]::new('w'))")]
    public void Texts_and_values_with_one_text_form_are_sent(string html) =>
        Assert.Equal(["Submitted"], _session.Run($"'a@x.cn' | Send-EmailCarMail -Subject s -Html {html}").Clean().Statuses);

    [Theory]
    [InlineData("[pscustomobject]@{ To = 'b@x.cn'; Html = @{ a = 1 } }", "HtmlIsObject")]
    [InlineData("@{ To = 'b@x.cn'; Html = @{ a = 1 } }", "HtmlIsObject")]
    [InlineData("@{ To = 'b@x.cn'; 正文 = [Diagnostics.Process]::GetCurrentProcess() }", "HtmlIsObject")]
    [InlineData("[pscustomobject]@{ To = 'b@x.cn'; 正文 = 'welcome.html' }", "HtmlIsPath")]
    public void An_invalid_body_in_a_row_rejects_only_that_row(string row, string id)
    {
        var result = _session.Run($"[pscustomobject]@{{ To = 'a@x.cn'; Html = 'h' }}, {row}, [pscustomobject]@{{ To = 'c@x.cn'; Html = 'h' }} | Send-EmailCarMail -Subject s");
        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(["Rejected"], result.Output.Where(o => (string)o.Properties["To"].Value == "b@x.cn").Select(o => o.Properties["Status"].Value.ToString()));
        Assert.Equal(3, result.Output.Count);
        Assert.Equal(2, result.Statuses.Count(s => s == "Submitted"));
    }

    [Fact]
    public void A_script_block_that_returns_objects_rejects_its_row()
    {
        var result = _session.Run("[pscustomobject]@{ To = 'a@x.cn' } | Send-EmailCarMail -Subject s -Html { @{ a = 1 } }");
        Assert.Equal(["HtmlIsObject"], result.ErrorIds);
        Assert.Equal(["Rejected"], result.Statuses);
    }
}
