using System.Diagnostics;
using System.Text;
using EmailCar.Failures;
using EmailCar.Lists;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Lists;

/// <summary>Workbooks from Excel and other programs.</summary>
public sealed class WorkbookTests : ListTest
{
    private const string Header = """<row r="1"><c r="A1" t="inlineStr"><is><t>To</t></is></c><c r="B1" t="inlineStr"><is><t>v</t></is></c></row>""";

    [Theory]
    [InlineData("""<c r="B2"><v>5</v></c>""", "5")]
    [InlineData("""<c r="B2"><v>-1234.5</v></c>""", "-1234.5")]
    [InlineData("""<c r="B2"><v>0.30000000000000004</v></c>""", "0.3")]
    [InlineData("""<c r="B2"><v>13800138000</v></c>""", "13800138000")]
    [InlineData("""<c r="B2"><v>1.23456789012346E+17</v></c>""", "123456789012346000")]
    [InlineData("""<c r="B2" t="b"><v>1</v></c>""", "TRUE")]
    [InlineData("""<c r="B2" t="e"><v>#N/A</v></c>""", "")]
    [InlineData("""<c r="B2" t="str"><f>A1</f><v>x</v></c>""", "x")]
    [InlineData("""<c r="B2" t="inlineStr"><is><r><t>王</t></r><r><t>伟</t></r></is></c>""", "王伟")]
    [InlineData("""<c r="B2" t="inlineStr"><is><t>007</t></is></c>""", "007")]
    [InlineData("""<c r="B2" s="1"><v>46146</v></c>""", "2026-05-04")]
    [InlineData("""<c r="B2" s="1"><v>46146.395833333336</v></c>""", "2026-05-04 09:30:00")]
    [InlineData("""<c r="B2" s="2"><v>46146</v></c>""", "2026-05-04")]
    [InlineData("""<c r="B2" s="3"><v>46146</v></c>""", "2026-05-04")]
    [InlineData("""<c r="B2" s="4"><v>0.395833333333333</v></c>""", "09:30:00")]
    [InlineData("""<c r="B2" s="5"><v>1.0625</v></c>""", "25:30:00")]
    [InlineData("""<c r="B2" s="6"><v>42</v></c>""", "000042")]
    [InlineData("""<c r="B2" s="7"><v>0.125</v></c>""", "12.50%")]
    [InlineData("""<c r="B2" s="8"><v>1234.5</v></c>""", "1,234.50")]
    [InlineData("""<c r="B2" s="9"><v>42</v></c>""", "42")]
    [InlineData("""<c r="B2" s="10"><v>5</v></c>""", "5")]
    public void Cells_are_read_as_the_user_sees_them(string cell, string text)
    {
        const string styles = """
            <numFmts>
              <numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
              <numFmt numFmtId="177" formatCode="000000"/>
              <numFmt numFmtId="178" formatCode="#,##0.00_);[Red]\(#,##0.00\)"/>
              <numFmt numFmtId="179" formatCode="0&quot;元&quot;"/>
            </numFmts>
            <cellXfs>
              <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="176"/><xf numFmtId="20"/><xf numFmtId="46"/>
              <xf numFmtId="177"/><xf numFmtId="10"/><xf numFmtId="178"/><xf numFmtId="49"/><xf numFmtId="179"/>
            </cellXfs>
            """;
        using var list = OpenSheet($"""{Header}<row r="2"><c r="A2" t="inlineStr"><is><t>a@x.cn</t></is></c>{cell}</row>""", styles);
        Assert.Equal(["a@x.cn|" + text], All(list));
    }

    [Fact]
    public void Dates_of_an_old_Mac_workbook_are_correct()
    {
        using var list = OpenSheet(
            $"""{Header}<row r="2"><c r="A2" t="inlineStr"><is><t>a@x.cn</t></is></c><c r="B2" s="0"><v>44684</v></c></row>""",
            """<cellXfs><xf numFmtId="14"/></cellXfs>""",
            """date1904="1" """);
        Assert.Equal(["a@x.cn|2026-05-04"], All(list));
    }

    [Fact]
    public void Missing_cells_are_empty_and_missing_rows_count()
    {
        using var list = OpenSheet("""
            <row r="3"><c r="B3" t="inlineStr"><is><t>To</t></is></c><c r="D3" t="inlineStr"><is><t>n</t></is></c></row>
            <row r="5"/>
            <row r="7"><c r="B7" t="inlineStr"><is><t>a@x.cn</t></is></c></row>
            """);
        Assert.Equal(["H1", "To", "H2", "n"], list.Columns);
        var row = Rows(list).Single();
        Assert.Equal(["", "a@x.cn", "", ""], row.Values);
        Assert.Equal(7, row.Number);
    }

    [Fact]
    public void A_sheet_that_declares_the_maximum_width_takes_no_more_memory()
    {
        var rows = Enumerable.Range(0, 2000).Select(i => new[] { $"user{i}@x.cn" });
        using var list = OpenSheet(Texts([["To"], .. rows]), dimension: """<dimension ref="A1:XFD1048576"/>""");
        Assert.Equal(["To"], list.Columns);
        Assert.Equal(2000, Rows(list).Count());
    }

    [Fact]
    public void The_first_visible_sheet_or_the_given_one_is_read()
    {
        RawWorkbook.Write(
            File,
            """
            <sheet name="Hidden" state="hidden" sheetId="1" r:id="rId1"/><sheet name="名单" sheetId="2" r:id="rId2"/><sheet name="Old" sheetId="3" r:id="rId3"/>
            """,
            [Texts(["To"], ["hidden@x.cn"]), Texts(["To"], ["a@x.cn"]), Texts(["To"], ["old@x.cn"])]);
        using (var first = Open())
        {
            Assert.Equal("名单", first.Worksheet);
            Assert.Equal(["a@x.cn"], All(first));
        }

        using (var named = Open(new ListSettings { WorksheetName = "old" }))
        {
            Assert.Equal(["old@x.cn"], All(named));
        }

        Assert.Equal(ListProblem.WorksheetNotFound, Problem(() => Open(new ListSettings { WorksheetName = "New" }), out var sheets));
        Assert.Equal("Hidden, 名单, Old", sheets);
    }

    [Fact]
    public void An_empty_sheet_has_no_rows()
    {
        using var list = OpenSheet("");
        Assert.Null(list.Read());
    }

    [Fact]
    public void Many_texts_are_kept_in_a_folder_that_is_deleted_with_the_list()
    {
        string[] before = Folders();
        RawWorkbook.Write(File, () => Enumerable.Range(0, 150_000).Select(i => new[] { i == 0 ? "To" : $"a.rather.long.name.{i}@example.com" }), 1);
        using (var list = Open())
        {
            Assert.Single(Folders().Except(before));
            Assert.Equal("a.rather.long.name.149999@example.com", Rows(list).Last().To);
        }

        Assert.Empty(Folders().Except(before));
    }

    [Fact]
    public void Reading_can_be_canceled_and_leaves_no_files()
    {
        string[] before = Folders();
        using var stop = new CancellationTokenSource();
        RawWorkbook.Write(File, () => Enumerable.Range(0, 150_000).Select(i => new[] { i == 0 ? "To" : $"a.rather.long.name.{i}@example.com" }), 1);
        using (var list = Open(stop: stop.Token))
        {
            stop.Cancel();
            Assert.Throws<OperationCanceledException>(() => Rows(list).Count());
        }

        Assert.Empty(Folders().Except(before));
    }

    [Fact]
    public void A_file_that_only_looks_like_a_workbook_is_reported()
    {
        System.IO.File.WriteAllBytes(File, [0x50, 0x4B, 0x03, 0x04, .. Encoding.ASCII.GetBytes("nothing of a zip")]);
        Assert.Equal(ListProblem.InvalidWorkbook, Problem(() => Open(), out _));
    }

    [Fact]
    public void A_truncated_workbook_is_reported()
    {
        RawWorkbook.Write(File, () => Enumerable.Range(0, 1000).Select(i => new[] { i == 0 ? "To" : $"user{i}@x.cn" }), 1);
        var bytes = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, [.. bytes.Take(bytes.Length / 2)]);
        Assert.Equal(ListProblem.InvalidWorkbook, Problem(() => Open(), out _));
    }

    [Fact]
    public void A_workbook_whose_sheet_is_not_XML_is_reported()
    {
        var rows = Texts([["To"], .. Enumerable.Range(0, 300).Select(i => new[] { $"user{i}@x.cn" })]) + "<row><c>";
        Assert.Equal(ListProblem.InvalidWorkbook, Problem(() => Read(""), out _));
        Assert.Equal(ListProblem.InvalidWorkbook, Problem(() => Read("""<dimension ref="A1:A301"/>"""), out _));

        void Read(string dimension)
        {
            using var list = OpenSheet(rows, dimension: dimension);
            All(list);
        }
    }

    [Theory]
    [InlineData("EncryptedPackage", ListProblem.ProtectedWorkbook)]
    [InlineData("WordDocument", ListProblem.UnsupportedFile)]
    [InlineData("Workbook", ListProblem.InvalidWorkbook)]
    public void Other_files_with_the_container_of_old_workbooks_are_distinguished(string name, ListProblem problem)
    {
        // The names of a compound file may be anywhere in it, also across two reads.
        foreach (var offset in new[] { 1024, (64 * 1024) - 10, (128 * 1024) - 40 })
        {
            var bytes = new byte[200 * 1024];
            byte[] start = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
            start.CopyTo(bytes, 0);
            Encoding.Unicode.GetBytes(name).CopyTo(bytes, offset);
            System.IO.File.WriteAllBytes(File, bytes);
            Assert.Equal(problem, Problem(() => Open(), out _));
        }
    }

    private static string[] Folders()
    {
        using var process = Process.GetCurrentProcess();
        return Directory.GetDirectories(Path.GetTempPath(), $"emailcar-list-{process.Id}-*");
    }
}
