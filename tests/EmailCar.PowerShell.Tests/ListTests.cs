using System.Text;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>Lists from files, and how they are sent.</summary>
public sealed class ListTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";
    private const string Send = "Import-EmailCarRecipient $list | Send-EmailCarMail -Subject s -Html h";

    private readonly ServerSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("emailcar tests [1] ").FullName;

    public ListTests()
    {
        _session.Server.Answer("/v1/mail/send", Accepted);
        _session.Engine.Set("folder", _folder);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_Chinese_list_becomes_emails()
    {
        File("list.csv", "姓名;联系邮箱;城市\r\n王伟; wang@example.com　;上海\r\n\r\n;;\r\n李娜;li@example.com;北京\r\n", Encodings.Gb18030);
        var result = Run(Send).Clean();
        Assert.Equal(["wang@example.com", "li@example.com"], result.Values<string>("To"));
        Assert.Equal(["wang@example.com;li@example.com"], _session.Server.Submissions.Select(s => s["to"]));
    }

    [Fact]
    public void A_workbook_becomes_emails()
    {
        string[][] rows = [["姓名", "邮箱"], ["王伟", "wang@example.com"], ["李娜", "li@example.com"]];
        RawWorkbook.Write(NewFile("list.xlsx"), () => rows, 2);
        Assert.Equal(["wang@example.com", "li@example.com"], Run(Send).Clean().Values<string>("To"));
    }

    [Fact]
    public void Rows_are_those_of_Import_Csv_with_To()
    {
        File("list.csv", "Email,姓名\na@x.cn,王伟\nb@x.cn\n");
        var rows = Run("Import-EmailCarRecipient $list").Clean().Output;
        Assert.All(rows, row => Assert.Equal("System.Management.Automation.PSCustomObject", row.TypeNames[0]));
        Assert.All(rows, row => Assert.Equal(["Email", "姓名", "To"], row.Properties.Select(p => p.Name)));
        Assert.All(rows, row => Assert.All(row.Properties, p => Assert.Equal(System.Management.Automation.PSMemberTypes.NoteProperty, p.MemberType)));
        Assert.Equal(["a@x.cn", "王伟", "a@x.cn"], rows[0].Properties.Select(p => p.Value));
        Assert.Equal(["b@x.cn", null, "b@x.cn"], rows[1].Properties.Select(p => p.Value));
    }

    [Fact]
    public void An_existing_column_To_is_not_duplicated()
    {
        File("list.csv", "to,Email\n a@x.cn ,b@x.cn\n,c@x.cn\n");
        Assert.All(Run("Import-EmailCarRecipient $list").Clean().Output, row => Assert.Equal(["to", "Email"], row.Properties.Select(p => p.Name)));
        Assert.Equal(["a@x.cn", "c@x.cn"], Run(Send).Clean().Values<string>("To"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("| Where-Object { $true }")]
    [InlineData("| ForEach-Object { $_.姓名 = 'x'; $_ }")]
    [InlineData("| ForEach-Object { $_.psobject.Copy() }")]
    public void Errors_name_the_row_in_the_file(string between)
    {
        File("list.csv", "邮箱,姓名\na@x.cn,1\n\nbad,2\n,3\n");
        var result = Run($"Import-EmailCarRecipient $list {between} | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(["InvalidAddress", "MissingAddress"], result.ErrorIds);
        Assert.StartsWith("Row 4: 'bad'", result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
        Assert.StartsWith("Row 5: ", result.Errors[1].ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(["Rejected", "Rejected", "Submitted"], result.Statuses);
    }

    [Fact]
    public void Rows_that_are_not_from_a_file_have_no_number() =>
        Assert.StartsWith(
            "'bad'",
            Run("[pscustomobject]@{ To = 'bad' } | Send-EmailCarMail -Subject s -Html h").Errors.Single().ErrorDetails.Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Import-EmailCarRecipient -LiteralPath $a, $b")]
    [InlineData("$a, $b | ForEach-Object { [pscustomobject]@{ PSPath = $_ } } | Import-EmailCarRecipient")]
    [InlineData("[pscustomobject]@{ LiteralPath = $a, $b } | Import-EmailCarRecipient")]
    [InlineData("Import-EmailCarRecipient ([WildcardPattern]::Escape($folder) + '/*.csv')")]
    [InlineData("([WildcardPattern]::Escape($folder) + '/?.csv') | Import-EmailCarRecipient")]
    public void Files_can_be_given_as_for_other_cmdlets(string script)
    {
        _session.Engine.Set("a", File("a.csv", "To\na@x.cn\n"));
        _session.Engine.Set("b", File("b.csv", "To\nb@x.cn\n"));
        Assert.Equal(["a@x.cn", "b@x.cn"], Run(script).Clean().Values<string>("To"));
    }

    [Fact]
    public void A_list_that_cannot_be_read_does_not_affect_the_others()
    {
        File("1.csv", "姓名,城市\n王伟,上海\n");
        File("2.csv", "To,a,A\nx@x.cn,1,2\n");
        File("3.csv", "x@x.cn\ny@x.cn\n");
        File("4.csv", "To,a\nx@x.cn,\"1\ny@x.cn,2\n");
        File("5.xlsx", "PK\u0003\u0004, but no more");
        RawWorkbook.Write(NewFile("6.xlsx"), () => [["To"], ["w@x.cn"]], 1);
        Directory.CreateDirectory(Path.Combine(_folder, "0.csv"));
        File("8.csv", "To\nlast@x.cn\n");
        var result = Run("""
            $found = [WildcardPattern]::Escape($folder) + '/*'
            Import-EmailCarRecipient $found, "$folder/none.csv", variable:folder -WorksheetName Nix
            """);
        Assert.Equal(["last@x.cn"], result.Values<string>("To"));
        Assert.Equal(
            [
                "ListUnreadable", "NoAddressColumn", "DuplicateColumn", "MissingHeader", "UnclosedQuote", "InvalidWorkbook", "WorksheetNotFound",
                "ListNotFound", "ListUnreadable",
            ],
            result.ErrorIds);
        Assert.Contains("Sheet1", result.Errors[6].ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(_folder, "1.csv"), result.Errors[1].TargetObject);
        Assert.All(result.Errors, e => Assert.False(string.IsNullOrEmpty(e.ErrorDetails.RecommendedAction)));
    }

    [Fact]
    public void If_the_address_column_is_ambiguous_nothing_is_sent()
    {
        File("list.csv", "客户,经理\na@x.cn,b@x.cn\n");
        var result = Run("Import-EmailCarRecipient $list, $list | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(["AmbiguousAddressColumn"], result.ErrorIds);
        Assert.Contains("客户, 经理", result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(_session.Server.Submissions);
    }

    [Fact]
    public void Encoding_and_delimiter_can_be_given()
    {
        File("list.csv", "To|姓名\na@x.cn|王伟\n", Encoding.BigEndianUnicode, withMark: false);
        var row = Run("Import-EmailCarRecipient $list -Encoding bigendianunicode -Delimiter '|'").Clean().Output.Single();
        Assert.Equal("王伟", row.Properties["姓名"].Value);
        Assert.Equal(["InvalidEncoding"], Run("Import-EmailCarRecipient $list -Encoding klingon").ErrorIds);
    }

    [Fact]
    public void Columns_without_a_name_cause_a_warning()
    {
        File("list.csv", "To,,n\na@x.cn,1,2\n");
        var result = Run("Import-EmailCarRecipient $list").Clean();
        Assert.Contains("H1", Assert.Single(result.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_shows_how_the_list_was_read()
    {
        File("list.csv", "姓名;联系\n王伟;a@x.cn\n", Encodings.Gb18030);
        var message = Assert.Single(Run("Import-EmailCarRecipient $list -Verbose").Clean().Streams.Verbose).Message;
        Assert.Contains("GB18030, delimiter ';', addresses from 联系", message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_stop_takes_effect_within_a_second()
    {
        RawWorkbook.Write(NewFile("list.xlsx"), () => Enumerable.Range(0, 300_000).Select(i => new[] { i == 0 ? "To" : $"user{i}@example.com" }), 1);
        using var begun = new ManualResetEventSlim();
        _session.Engine.Set("begun", begun);
        using var shell = _session.Engine.Create("$list | ForEach-Object { $begun.Set(); $_ } | Import-EmailCarRecipient | ForEach-Object { $read = $true }");
        shell.BeginInvoke();
        begun.Wait();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        shell.Stop();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    private RunResult Run(string script) => _session.Run(script);

    private string NewFile(string name)
    {
        var path = Path.Combine(_folder, name);
        _session.Engine.Set("list", System.Management.Automation.WildcardPattern.Escape(path));
        return path;
    }

    private string File(string name, string text, Encoding? encoding = null, bool withMark = false)
    {
        var path = NewFile(name);
        encoding ??= new UTF8Encoding(false);
        System.IO.File.WriteAllBytes(path, [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
        return path;
    }

    private static class Encodings
    {
        public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
    }
}
