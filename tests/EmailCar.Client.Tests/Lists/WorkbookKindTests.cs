using System.Text;
using EmailCar.Failures;
using EmailCar.Lists;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Lists;

/// <summary>Workbooks from other programs and in other formats, and files that are not lists.</summary>
public sealed class WorkbookKindTests : ListTest
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string StrictOffice = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private const string StrictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main";

    [Theory]
    [InlineData("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "worksheets/sheet1.xml")]
    [InlineData("xl/book.xml", "xl/list.xml", "xl/book.xml", "list.xml")]
    [InlineData("xl/workbook22.xml", "xl/worksheets/sheet.xml", "/xl/workbook22.xml", "/xl/worksheets/sheet.xml")]
    [InlineData("XL/Workbook.xml", "XL/Worksheets/Sheet1.xml", "xl/workbook.xml", "worksheets/sheet1.xml")]
    [InlineData("xl\\workbook.xml", "xl\\worksheets\\sheet1.xml", "xl\\workbook.xml", "worksheets\\sheet1.xml")]
    [InlineData("workbook.xml", "sheets/my sheet.xml", "./workbook.xml", "sheets/my%20sheet.xml")]
    [InlineData("a/b/book.xml", "a/sheet.xml", "a/b/book.xml", "../sheet.xml")]
    public void Parts_are_found_by_their_relationships(string book, string sheet, string bookTarget, string sheetTarget)
    {
        var slash = book.LastIndexOfAny(['/', '\\']) + 1;
        var rels = $"{book.Substring(0, slash)}_rels{(book.Contains('\\') ? '\\' : '/')}{book.Substring(slash)}.rels";
        foreach (var (main, office) in new[] { (Main, Office), (StrictMain, StrictOffice) })
        {
            RawWorkbook.WriteParts(
                File,
                ("_rels/.rels", Relationships($"""<Relationship Id="r1" Type="{office}/officeDocument" Target="{bookTarget}"/>""")),
                (book, $"""<x:workbook xmlns:x="{main}" xmlns:r="{office}"><x:sheets><x:sheet name="名单" sheetId="1" r:id="r7"/></x:sheets></x:workbook>"""),
                (rels, Relationships($"""<Relationship Id="r7" Type="{office}/worksheet" Target="{sheetTarget}"/>""")),
                (sheet, $"""<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>To</x:t></x:is></x:c></x:row><x:row><x:c t="str"><x:v>a@x.cn</x:v></x:c></x:row></x:sheetData></x:worksheet>"""));
            using var list = Open();
            Assert.Equal("名单", list.Worksheet);
            Assert.Equal(["a@x.cn"], All(list));
        }
    }

    [Fact]
    public void Hidden_rows_are_skipped_and_counted_or_read_on_request()
    {
        const string rows = """
            <row r="1"><c r="A1" t="inlineStr"><is><t>To</t></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>a@x.cn</t></is></c></row>
            <row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>old@x.cn</t></is></c></row>
            <row r="4" hidden="true"/>
            <row r="5"><c r="A5" t="inlineStr"><is><t>b@x.cn</t></is></c></row>
            """;
        using (var list = OpenSheet(rows))
        {
            Assert.Equal(["a@x.cn", "b@x.cn"], All(list));
            Assert.Equal([3L], list.HiddenRows.First);
        }

        using var all = OpenSheet(rows, settings: new ListSettings { IncludeHidden = true });
        Assert.Equal(["a@x.cn", "old@x.cn", "b@x.cn"], All(all));
        Assert.Equal(0, all.HiddenRows.Count);
    }

    [Fact]
    public void A_merged_value_is_in_each_row_and_not_in_the_next_column()
    {
        using var list = OpenSheet(
            Texts(["公司", "部门", "姓名", "邮箱"], ["甲", "", "王伟", "a@x.cn"], ["", "", "李娜", "b@x.cn"], ["", "", "张敏", "c@x.cn"], ["", "", "赵云", "d@x.cn"]),
            merged: "A2:B4");
        Assert.Equal(["甲||王伟|a@x.cn", "甲||李娜|b@x.cn", "甲||张敏|c@x.cn", "||赵云|d@x.cn"], All(list));
    }

    [Fact]
    public void Merged_cells_are_found_after_many_rows()
    {
        string[][] rows = [["公司", "邮箱"], .. Enumerable.Range(0, 20_000).Select(i => new[] { i == 19_998 ? "甲" : "", $"user{i}@example.com" })];
        using var list = OpenSheet(Texts(rows), merged: string.Join(" ", Enumerable.Range(1, 3000).Select(i => $"C{i}:D{i}")) + " A20000:A20001");
        Assert.Equal(["甲|user19998@example.com", "甲|user19999@example.com"], All(list).Skip(19_998));
    }

    [Fact]
    public void A_group_heading_merged_across_the_list_is_not_a_recipient()
    {
        using var list = OpenSheet(Texts(["姓名", "邮箱"], ["华东区", ""], ["王伟", "a@x.cn"]), merged: "A2:B2");
        Assert.Equal(["王伟|a@x.cn"], All(list));
        Assert.Equal([2L], list.LeftOut.First);
    }

    [Theory]
    [InlineData("""<c t="e"><v>#N/A</v></c>""", "#N/A")]
    [InlineData("""<c t="e"><f>A9</f><v>#REF!</v></c>""", "#REF!")]
    [InlineData("""<c t="inlineStr"><is><t>#DIV/0!</t></is></c>""", "#DIV/0!")]
    [InlineData("""<c><f>SUM(A1)</f></c>""", "=")]
    [InlineData("""<c><f>SUM(A1)</f><v/></c>""", "=")]
    [InlineData("""<c t="str"><f>SUM(A1)</f><v></v></c>""", null)]
    [InlineData("""<c t="str"><f>SUM(A1)</f><v>5</v></c>""", null)]
    [InlineData("""<c s="1"/>""", null)]
    public void A_cell_with_an_error_is_empty_and_reported(string cell, string? error)
    {
        using var list = OpenSheet(Texts(["To", "v"]) + $"""<row><c t="inlineStr"><is><t>a@x.cn</t></is></c>{cell}</row>""");
        var row = Rows(list).Single();
        Assert.Equal(error, row.Errors is { } errors ? errors[1] : null);
        Assert.True(error is null || row.Values[1] == "");
    }

    [Fact]
    public void Errors_that_Excel_wrote_to_a_text_are_also_errors()
    {
        using var list = OpenText("To,v,w\na@x.cn,#N/A,#1\n");
        Assert.Equal("#N/A", Assert.Single(Rows(list).Single().Errors!).Value);
    }

    [Fact]
    public void A_workbook_of_Excel_97_is_read()
    {
        RawOldWorkbook.Write(
            File,
            [
                ["客户名单", null, null, null], ["公司", "邮箱", "日期", "金额"],
                ["甲", "a@x.cn", new RawOldWorkbook.Number(46146.395833333336, 1), new RawOldWorkbook.Number(1234.5)],
                [null, "b@x.cn", new RawOldWorkbook.Number(0.5, 2), new RawOldWorkbook.Error(0x2A)], ["乙", "hidden@x.cn", null, true],
                [null, "c@x.cn", new RawOldWorkbook.Number(46146), true],
            ],
            ["[$-804]aaaa;@", "h:mm;@"],
            hidden: [4],
            merged: [[0, 0, 0, 3], [2, 3, 0, 0]]);
        using var list = Open();
        Assert.Equal("List", list.Worksheet);
        var rows = Rows(list).ToArray();
        Assert.Equal(
            ["甲|a@x.cn|2026-05-04 09:30:00|1234.5", "甲|b@x.cn|12:00:00|", "|c@x.cn|46146|TRUE"],
            rows.Select(row => string.Join("|", row.Values)));
        Assert.Equal("#N/A", rows[1].Errors![3]);
        Assert.Equal([5L], list.HiddenRows.First);
    }

    [Fact]
    public void XML_of_Excel_2003_is_read()
    {
        Write(
            """
            <?xml version="1.0" encoding="utf-8"?><?mso-application progid="Excel.Sheet"?>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
             <Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="t"><NumberFormat ss:Format="h:mm"/></Style></Styles>
             <Worksheet ss:Name="名单"><Table>
              <Row><Cell ss:MergeAcross="3"><Data ss:Type="String">5月名单</Data></Cell></Row>
              <Row ss:Index="3"><Cell><Data ss:Type="String">公司</Data></Cell><Cell><Data ss:Type="String">邮箱</Data></Cell><Cell><Data ss:Type="String">日期</Data></Cell><Cell><Data ss:Type="String">v</Data></Cell></Row>
              <Row><Cell ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell><Cell><Data ss:Type="String">a@x.cn</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2026-05-04T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">1.50</Data></Cell></Row>
              <Row><Cell ss:Index="2"><Data ss:Type="String">b@x.cn</Data></Cell><Cell ss:StyleID="t"><Data ss:Type="DateTime">1899-12-31T09:30:00.000</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
              <Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="String">old@x.cn</Data></Cell></Row>
             </Table></Worksheet>
            </Workbook>
            """,
            new UTF8Encoding(false));
        using var list = Open();
        var rows = Rows(list).ToArray();
        Assert.Equal(["甲|a@x.cn|2026-05-04|1.5", "甲|b@x.cn|09:30:00|"], rows.Select(row => string.Join("|", row.Values)));
        Assert.Equal("#N/A", rows[1].Errors![3]);
        Assert.Equal([6L], list.HiddenRows.First);
    }

    [Theory]
    [InlineData("%PDF-1.7\n", ".pdf")]
    [InlineData("ID;PWXL;N;E\nP;PGeneral\n", "SYLK")]
    [InlineData("{\\rtf1}", ".rtf")]
    [InlineData("MIME-Version: 1.0\nX-Document-Type: Workbook\n", ".mht")]
    [InlineData("<?xml version=\"1.0\"?><customers/>", ".xml")]
    [InlineData("<?xml version=\"1.0\"?><office:document/>", ".fods")]
    public void The_kind_of_a_file_that_is_not_a_list_is_reported(string start, string kind)
    {
        Assert.Equal(ListProblem.UnsupportedFile, Problem(() => OpenText(start), out var detail));
        Assert.Equal(kind, detail);
    }

    [Theory]
    [InlineData("mimetype", "application/vnd.oasis.opendocument.spreadsheet", ".ods")]
    [InlineData("xl/workbook.bin", "", ".xlsb")]
    [InlineData("word/document.xml", "<document/>", ".docx")]
    [InlineData("ppt/presentation.xml", "<presentation/>", ".pptx")]
    [InlineData("Index/Document.iwa", "", ".numbers")]
    [InlineData("list.csv", "To", ".zip")]
    public void The_kind_of_a_file_with_the_packaging_of_a_workbook_is_reported(string part, string content, string kind)
    {
        RawWorkbook.WriteParts(
            File, (part, content), ("_rels/.rels", Relationships($"""<Relationship Id="r1" Type="{Office}/officeDocument" Target="{part}"/>""")));
        if (part is "list.csv" or "Index/Document.iwa")
        {
            RawWorkbook.WriteParts(File, (part, content));
        }

        Assert.Equal(ListProblem.UnsupportedFile, Problem(() => Open(), out var detail));
        Assert.Equal(kind, detail);
    }

    [Theory]
    [InlineData("ID;Phone;Email\n1;2;a@x.cn\n")]
    [InlineData("<名单>,,\nID,Phone,Email\n1,2,a@x.cn\n")]
    public void A_text_that_only_begins_like_another_format_is_read(string text)
    {
        using var list = OpenText(text);
        Assert.Equal(["1|2|a@x.cn"], All(list));
    }

    private static string Relationships(string relationships) =>
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relationships}</Relationships>""";
}
