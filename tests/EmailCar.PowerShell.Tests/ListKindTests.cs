using System.Text;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>Real lists: warnings, errors, and what is sent.</summary>
public sealed class ListKindTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";
    private const string Merge = "Import-EmailCarRecipient $list -WarningAction SilentlyContinue | Send-EmailCarMail -Merge -Subject s -Html 'Dear {{姓名}}'";

    private readonly ServerSession _session = new();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.list");

    public ListKindTests()
    {
        _session.Server.Answer("/v1/mail/send", Accepted);
        _session.Engine.Set("list", _file);
    }

    private static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    public void Dispose()
    {
        _session.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public void A_title_above_the_header_is_a_verbose_message()
    {
        Write("----客户----,,\n序号,姓名,邮箱\n1,王伟,a@x.cn\n");
        var result = Run("Import-EmailCarRecipient $list -Verbose").Clean();
        Assert.Empty(result.Streams.Warning);
        Assert.Contains(result.Streams.Verbose, message => message.Message.Contains("row 2", StringComparison.Ordinal));
        Assert.Equal("王伟", result.Output.Single().Properties["姓名"].Value);
    }

    /// <summary>Creates a new object from the values of each row, as Select-Object does.</summary>
    private const string Copy = "ForEach-Object { $row = [ordered]@{}; foreach ($p in $_.PSObject.Properties) { $row[$p.Name] = $p.Value }; [pscustomobject]$row }";

    [Fact]
    public void An_uncertain_header_ends_the_pipeline_before_anything_is_sent()
    {
        Write("Name,Email\n姓名,邮箱\n王伟,a@x.cn\n");
        var result = Run("Import-EmailCarRecipient $list, $list | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(["UncertainHeader"], result.ErrorIds);
        Assert.Contains("2: 姓名, 邮箱", Assert.Single(result.Errors).ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(_session.Server.Submissions);
        Assert.Equal(["a@x.cn"], Run("Import-EmailCarRecipient $list -HeaderRow 2").Clean().Values<string>("To"));
    }

    [Fact]
    public void A_row_in_another_encoding_is_reported_and_rejected()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("Email,姓名\r\na@x.cn,客户0号\r\nb@x.cn,客户1号\r\n"), .. Gb18030.GetBytes("c@x.cn,张敏\r\n")];
        File.WriteAllBytes(_file, bytes);
        var result = Run(Merge.Replace("-WarningAction SilentlyContinue", "", StringComparison.Ordinal));
        Assert.Contains("4", Assert.Single(result.Streams.Warning).Message, StringComparison.Ordinal);
        Assert.Equal(["UnreadableText"], result.ErrorIds);
        Assert.Equal(["Rejected", "Submitted", "Submitted"], result.Statuses.Order());
        Assert.Equal(["Dear 客户0号", "Dear 客户1号"], _session.Server.Submissions.Select(s => s["html"]).Order());
    }

    [Fact]
    public void A_guessed_encoding_is_shown_with_the_first_values()
    {
        Write("To,Name\na@x.cn,李娜\n", Gb18030);
        var warning = Assert.Single(Run("Import-EmailCarRecipient $list").Clean().Streams.Warning).Message;
        Assert.Contains("李娜", warning, StringComparison.Ordinal);
        Assert.Contains("gb18030", warning, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Run("Import-EmailCarRecipient $list -Encoding gb18030").Clean().Streams.Warning);
    }

    [Theory]
    [InlineData("Default")]
    [InlineData("Oem")]
    [InlineData("ansi")]
    [InlineData("UTF8")]
    [InlineData("utf7")]
    [InlineData("([Text.Encoding]::UTF8)")]
    [InlineData("65001")]
    [InlineData("'936'")]
    public void Encoding_accepts_the_values_of_Import_Csv(string encoding)
    {
        Write("To,n\na@x.cn,b\n");
        Assert.Single(Run($"Import-EmailCarRecipient $list -Encoding {encoding}").Clean().Output);
        Assert.Single(Run($"$PSDefaultParameterValues['*:Encoding'] = {(char.IsLetter(encoding[0]) ? $"'{encoding}'" : encoding)}; Import-EmailCarRecipient $list").Clean().Output);
        Run("$PSDefaultParameterValues.Clear()");
    }

    [Fact]
    public void A_default_encoding_for_all_cmdlets_does_not_garble_the_text()
    {
        Write("To,姓名\na@x.cn,王伟\n");
        var result = Run("Import-EmailCarRecipient $list -Encoding gb18030").Clean();
        Assert.Equal("王伟", result.Output.Single().Properties["姓名"].Value);
        Assert.Contains("王伟", Assert.Single(result.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_rows_cause_a_warning()
    {
        RawWorkbook.Write(_file, """<sheet name="S" sheetId="1" r:id="rId1"/>""", [Row("To") + Row("a@x.cn") + Row("old@x.cn").Replace("<row>", "<row hidden=\"1\">", StringComparison.Ordinal)]);
        var result = Run("Import-EmailCarRecipient $list").Clean();
        Assert.Equal(["a@x.cn"], result.Values<string>("To"));
        Assert.Contains("hidden rows skipped: 1", Assert.Single(result.Streams.Warning).Message, StringComparison.Ordinal);
        Assert.Equal(["a@x.cn", "old@x.cn"], Run("Import-EmailCarRecipient $list -IncludeHidden").Clean().Values<string>("To"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("To,姓名\n", 0)]
    [InlineData("姓名,城市\n", 0)]
    public void A_list_without_recipients_is_one_warning(string text, int rows)
    {
        Write(text);
        var result = Run("Import-EmailCarRecipient $list").Clean();
        Assert.Equal(rows, result.Output.Count);
        Assert.Single(result.Streams.Warning);
    }

    [Theory]
    [InlineData("'a@x.cn', '', '  ', 'b@x.cn' | Send-EmailCarMail -Subject s -Html h")]
    [InlineData("\"a@x.cn`n`nb@x.cn`n\" -split '\\n' | Send-EmailCarMail -Subject s -Html h")]
    public void Blank_lines_are_ignored(string script) => Assert.Equal(["a@x.cn", "b@x.cn"], Run(script).Clean().Values<string>("To").Order());

    [Theory]
    [InlineData("姓名", "ErrorValue")]
    [InlineData("工号", null)]
    public void A_cell_with_an_error_rejects_the_row_only_if_it_is_used(string column, string? error)
    {
        Write("邮箱,姓名,工号\na@x.cn,#N/A,1\nb@x.cn,李娜,2\n");
        var send = "Import-EmailCarRecipient $list | Send-EmailCarMail -Merge -Subject s -Html '{{" + column + "}}'";
        foreach (var script in new[] { send, send.Replace("| Send", $"| {Copy} | Send", StringComparison.Ordinal) })
        {
            var result = Run(script);
            Assert.Equal(error is null ? [] : [error], result.ErrorIds);
            Assert.Equal(error is null ? 2 : 1, result.Statuses.Count(status => status is "Submitted" or "Skipped"));
        }

        Assert.Equal(["a@x.cn"], Run("Import-EmailCarRecipient $list | Where-Object 姓名 -eq '' | ForEach-Object To").Clean().Output.Select(o => $"{o}"));
        Assert.Contains("\"a@x.cn\",\"\",\"1\"", Run("Import-EmailCarRecipient $list | ForEach-Object { '\"{0}\",\"{1}\",\"{2}\"' -f $_.邮箱, $_.姓名, $_.工号 }").Clean().Output.Select(o => $"{o}"));
    }

    [Fact]
    public void An_address_that_is_an_error_rejects_its_row()
    {
        Write("邮箱,姓名\n#REF!,王伟\nb@x.cn,李娜\n");
        var result = Run("Import-EmailCarRecipient $list | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(["ErrorValue"], result.ErrorIds);
        Assert.Equal(["Rejected", "Submitted"], result.Statuses.Order());
    }

    [Theory]
    [InlineData("[pscustomobject]@{ 'Name ' = '王伟'; \"Email `n\" = 'a@x.cn' }")]
    [InlineData("[pscustomobject]@{ '　Name　' = '王伟'; '　Email　' = 'a@x.cn' }")]
    [InlineData("@{ ' Name ' = '王伟'; \"`u{200B}Email`u{A0}\" = 'a@x.cn' }")]
    public void Blanks_around_column_names_are_ignored(string row)
    {
        Assert.Equal(["a@x.cn"], Run($"{row} | Send-EmailCarMail -Merge -Subject s -Html '{{{{Name}}}}'").Clean().Values<string>("To"));
        Assert.Equal("王伟", Assert.Single(_session.Server.Submissions)["html"]);
    }

    [Theory]
    [InlineData("gb18030", "gb2312")]
    [InlineData("utf-8", "gb2312")]
    [InlineData("utf-8", "utf-8")]
    [InlineData("gb18030", "utf-8")]
    public void A_table_of_a_web_page_is_read_in_its_actual_encoding(string real, string declared)
    {
        Write(
            $$"""
            <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{{declared}}"><style>td { color: red }</style></head><body>
            <table><tr><td>导出时间</td></tr></table>
            <table border=1><tr><td colspan=3>客户名单</td></tr>
            <tr><th>公司</th><th>姓名</th><th>邮箱&nbsp;</th></tr>
            <tr><td rowspan=2>甲公司</td><td>王<br>伟</td><td x:str>a@x.cn</td></tr>
            <tr><td>  李
                 娜 </td><td><a href="mailto:b@x.cn">b@x.cn</a></td></tr>
            <tr style="display:none"><td>乙公司<td>张敏<td>old@x.cn
            <tr><td>丙公司<td>#N/A<td>c@x.cn
            </table></body></html>
            """,
            real == "utf-8" ? null : Gb18030);
        var result = Run("Import-EmailCarRecipient $list").Clean();
        Assert.Contains("hidden", Assert.Single(result.Streams.Warning).Message, StringComparison.Ordinal);
        Assert.Equal(
            ["甲公司|王\n伟|a@x.cn", "甲公司|李 娜|b@x.cn", "丙公司||c@x.cn"],
            result.Output.Select(row => $"{row.Properties["公司"].Value}|{row.Properties["姓名"].Value}|{row.Properties["邮箱"].Value}".ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("<html><frameset><frame src='a.htm'></frameset></html>", ".html")]
    [InlineData("%PDF-1.7\n", ".pdf")]
    public void A_file_that_is_not_a_list_is_an_error_that_names_its_kind(string text, string kind)
    {
        Write(text);
        var result = Run("Import-EmailCarRecipient $list");
        Assert.Equal(["UnsupportedFile"], result.ErrorIds);
        Assert.Contains($" {kind},", result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
    }

    private static string Row(string text) => $"<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>";

    private RunResult Run(string script) => _session.Run(script);

    private void Write(string text, Encoding? encoding = null) => File.WriteAllBytes(_file, (encoding ?? new UTF8Encoding(false)).GetBytes(text));
}
