using System.IO.Compression;
using System.Security;
using System.Text;

namespace EmailCar.Testing;

/// <summary>Workbooks written part by part, in literal XML.</summary>
internal static class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>
    /// Writes a list as Excel saves it: one sheet, with all texts in the table of shared texts. Rows are written one by one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Creates the rows; called twice, so that rows need not be kept.</param>
    /// <param name="width">The number of cells in a row.</param>
    public static void Write(string path, Func<IEnumerable<string[]>> rows, int width)
    {
        using var file = File.Create(path);
        using var parts = new ZipArchive(file, ZipArchiveMode.Create);
        Add(parts, "xl/workbook.xml", Workbook("""<sheet name="Sheet1" sheetId="1" r:id="rId1"/>"""));
        Add(parts, "xl/_rels/workbook.xml.rels", Relations(1));
        using (var texts = Open(parts, "xl/sharedStrings.xml"))
        {
            texts.Write($"""<sst xmlns="{Main}">""");
            foreach (var text in rows().SelectMany(row => row))
            {
                texts.Write($"""<si><t xml:space="preserve">{SecurityElement.Escape(text)}</t></si>""");
            }

            texts.Write("</sst>");
        }

        using var sheet = Open(parts, "xl/worksheets/sheet1.xml");
        sheet.Write($"""<worksheet xmlns="{Main}"><sheetData>""");
        var number = 0;
        foreach (var row in rows())
        {
            sheet.Write($"""<row r="{number + 1}">""");
            for (var i = 0; i < row.Length; i++)
            {
                sheet.Write($"""<c r="{(char)('A' + i)}{number + 1}" t="s"><v>{(number * width) + i}</v></c>""");
            }

            sheet.Write("</row>");
            number++;
        }

        sheet.Write("</sheetData></worksheet>");
    }

    /// <summary>Writes a workbook with the rows of these sheets.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sheets">The elements of the workbook: name, state and relationship of each sheet.</param>
    /// <param name="data">The row elements of each sheet.</param>
    /// <param name="styles">Elements of the style sheet.</param>
    /// <param name="properties">Attributes of the workbook's properties.</param>
    /// <param name="dimension">The dimensions that the sheets declare.</param>
    /// <param name="merged">The references of merged cells, separated by blanks.</param>
    public static void Write(string path, string sheets, string[] data, string styles = "", string properties = "", string dimension = "", string merged = "")
    {
        using var file = File.Create(path);
        using var parts = new ZipArchive(file, ZipArchiveMode.Create);
        Add(parts, "xl/workbook.xml", Workbook(sheets, properties));
        Add(parts, "xl/_rels/workbook.xml.rels", Relations(data.Length));
        Add(parts, "xl/styles.xml", $"""<styleSheet xmlns="{Main}">{styles}</styleSheet>""");
        var ranges = string.Concat(merged.Split(' ').Where(range => range.Length > 0).Select(range => $"""<mergeCell ref="{range}"/>"""));
        for (var i = 0; i < data.Length; i++)
        {
            Add(parts, $"xl/worksheets/sheet{i + 1}.xml", $"""<worksheet xmlns="{Main}">{dimension}<sheetData>{data[i]}</sheetData><mergeCells>{ranges}</mergeCells></worksheet>""");
        }
    }

    /// <summary>Writes a packed file with these parts.</summary>
    public static void WriteParts(string path, params (string Name, string Content)[] contents)
    {
        using var file = File.Create(path);
        using var parts = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, content) in contents)
        {
            Add(parts, name, content);
        }
    }

    private static string Workbook(string sheets, string properties = "") =>
        $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><workbookPr {properties}/><sheets>{sheets}</sheets></workbook>""";

    private static string Relations(int sheets) =>
        $"""
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        {string.Concat(Enumerable.Range(1, sheets).Select(i => $"""<Relationship Id="rId{i}" Type="{Office}/worksheet" Target="worksheets/sheet{i}.xml"/>"""))}
        </Relationships>
        """;

    private static void Add(ZipArchive parts, string name, string content)
    {
        using var part = Open(parts, name);
        part.Write(content);
    }

    private static StreamWriter Open(ZipArchive parts, string name) =>
        new(parts.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
}
