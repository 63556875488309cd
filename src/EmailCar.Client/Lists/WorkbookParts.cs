using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace EmailCar.Lists;

/// <summary>A worksheet of a workbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its part of the file.</param>
/// <param name="IsVisible">False when the user does not see it.</param>
internal sealed record Worksheet(string Name, string Path, bool IsVisible);

/// <summary>
/// What is asked of a workbook before its rows are read: sheets, number formats, how long the table of texts is. The reader
/// of the rows names neither a column's format nor the sheets it knows.
/// </summary>
internal sealed class WorkbookParts : IDisposable
{
    /// <summary>How much later than 1899-12-30 days begin in a workbook that an old Excel for the Mac made.</summary>
    private const int DaysTo1904 = 1462;

    private static readonly XmlReaderSettings Settings = new() { XmlResolver = null };

    private readonly ZipArchive _parts;

    public WorkbookParts(Stream file)
    {
        _parts = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var workbook = Load("xl/workbook.xml") ?? throw new InvalidDataException("xl/workbook.xml");
        DaysBefore = Named(workbook, "workbookPr").Any(e => (string?)e.Attribute("date1904") is "1" or "true") ? DaysTo1904 : 0;

        // Chart sheets stand among the others; only the target tells them apart.
        var targets = Named(Load("xl/_rels/workbook.xml.rels"), "Relationship")
            .Where(e => ((string?)e.Attribute("Type"))?.EndsWith("/worksheet", StringComparison.Ordinal) == true)
            .ToDictionary(e => (string?)e.Attribute("Id") ?? "", e => (string?)e.Attribute("Target") ?? "");
        Worksheets = [.. from sheet in Named(workbook, "sheet")
                         let id = sheet.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.NamespaceName.Length > 0)?.Value
                         where id is not null && targets.ContainsKey(id)
                         let state = (string?)sheet.Attribute("state")
                         select new Worksheet((string?)sheet.Attribute("name") ?? "", FullPath(targets[id]), state is null or "visible")];
        if (Worksheets.Length == 0)
        {
            throw new InvalidDataException("worksheet");
        }
    }

    /// <summary>How much later than 1899-12-30 the workbook's days begin.</summary>
    public int DaysBefore { get; }

    /// <summary>In the order of their tabs; at least one.</summary>
    public Worksheet[] Worksheets { get; }

    /// <summary>Bytes of the table of texts, unpacked.</summary>
    public long TextsLength => _parts.GetEntry("xl/sharedStrings.xml")?.Length ?? 0;

    /// <summary>The first rows of a sheet.</summary>
    public XmlReader Open(Worksheet sheet) =>
        XmlReader.Create((_parts.GetEntry(sheet.Path) ?? throw new InvalidDataException(sheet.Path)).Open(), Settings);

    /// <summary>The number format of each cell style.</summary>
    public NumberFormat[] Formats()
    {
        var styles = Load("xl/styles.xml");
        var codes = new Dictionary<int, string?>();
        foreach (var format in Named(styles, "numFmt"))
        {
            codes[Number(format, "numFmtId")] = (string?)format.Attribute("formatCode");
        }

        return [.. Named(styles, "cellXfs").Elements()
            .Select(style => Number(style, "numFmtId"))
            .Select(id => NumberFormat.Of(id, codes.TryGetValue(id, out var code) ? code : null))];
    }

    public void Dispose() => _parts.Dispose();

    private static int Number(XElement element, string attribute) =>
        int.TryParse((string?)element.Attribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>By local name: a strict workbook has other namespaces.</summary>
    private static IEnumerable<XElement> Named(XDocument? document, string name) =>
        document?.Descendants().Where(e => e.Name.LocalName == name) ?? [];

    private static string FullPath(string target) =>
        target.StartsWith("/", StringComparison.Ordinal) ? target.Substring(1) : "xl/" + target;

    private XDocument? Load(string path)
    {
        if (_parts.GetEntry(path) is not { } entry)
        {
            return null;
        }

        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, Settings);
        return XDocument.Load(reader);
    }
}
