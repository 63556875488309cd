using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using EmailCar.Failures;

namespace EmailCar.Tables;

/// <summary>A worksheet of a workbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its part of the file.</param>
/// <param name="IsVisible">False when the user does not see it.</param>
internal sealed record Worksheet(string Name, string Path, bool IsVisible);

/// <summary>A workbook's sheets, styles and texts, found by relationships.</summary>
internal sealed class WorkbookParts : IDisposable
{
    /// <summary>How much later than 1899-12-30 days begin in a workbook that an old Excel for the Mac made.</summary>
    private const int DaysTo1904 = 1462;

    private readonly PackageParts _parts;
    private readonly string? _styles;
    private readonly string? _texts;

    public WorkbookParts(Stream file)
    {
        _parts = new PackageParts(file);
        var path = Find(_parts.Relationships(""), "/officeDocument") ?? Named("workbook.xml");
        if (OtherKind(path) is { } kind)
        {
            throw new ListException(ListProblem.UnsupportedFile, kind);
        }

        var workbook = _parts.Load(path)!;
        var related = _parts.Relationships(path!);
        _styles = Find(related, "/styles") ?? Named("styles.xml");
        _texts = Find(related, "/sharedStrings") ?? Named("sharedStrings.xml");
        DaysBefore = Elements(workbook, "workbookPr").Any(e => (string?)e.Attribute("date1904") is "1" or "true") ? DaysTo1904 : 0;

        // Chart sheets are listed among the others; only the relationship tells them apart.
        var targets = related
            .Where(r => r.Type.EndsWith("/worksheet", StringComparison.OrdinalIgnoreCase) && _parts.Has(r.Target))
            .GroupBy(r => r.Id)
            .ToDictionary(group => group.Key, group => group.First().Target);
        Worksheets = [.. from sheet in Elements(workbook, "sheet")
                         let id = sheet.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.NamespaceName.Length > 0)?.Value
                         where id is not null && targets.ContainsKey(id)
                         let state = (string?)sheet.Attribute("state")
                         select new Worksheet((string?)sheet.Attribute("name") ?? "", targets[id], state is null or "visible")];
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
    public long TextsLength => _parts.Length(_texts);

    /// <summary>The sheet of a name; without one the first that is visible.</summary>
    public Worksheet Sheet(string? name) => Worksheets[SheetNames.Find(Worksheets, sheet => sheet.Name, sheet => sheet.IsVisible, name)];

    public XmlReader Read(Worksheet sheet) => _parts.Read(sheet.Path);

    /// <summary>The sheet's bytes.</summary>
    public Stream Open(Worksheet sheet) => _parts.Open(sheet.Path);

    /// <summary>The table of texts; null when the workbook has none.</summary>
    public XmlReader? ReadTexts() => _texts is not null && _parts.Has(_texts) ? _parts.Read(_texts) : null;

    /// <summary>The number format of each cell style.</summary>
    public NumberFormat[] Formats()
    {
        var styles = _parts.Load(_styles);
        var codes = new Dictionary<int, string?>();
        foreach (var format in Elements(styles, "numFmt"))
        {
            codes[Number(format, "numFmtId")] = (string?)format.Attribute("formatCode");
        }

        return [.. Elements(styles, "cellXfs").Elements()
            .Select(style => Number(style, "numFmtId"))
            .Select(id => NumberFormat.Of(id, codes.TryGetValue(id, out var code) ? code : null))];
    }

    public void Dispose() => _parts.Dispose();

    private static int Number(XElement element, string attribute) =>
        int.TryParse((string?)element.Attribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>By local name: a strict workbook has other namespaces.</summary>
    private static IEnumerable<XElement> Elements(XDocument? document, string name) =>
        document?.Descendants().Where(e => e.Name.LocalName == name) ?? [];

    private string? Find(IEnumerable<PartRelationship> relationships, string type) => relationships
        .FirstOrDefault(r => r.Type.EndsWith(type, StringComparison.OrdinalIgnoreCase) && _parts.Has(r.Target))?.Target;

    /// <summary>What the file is, when it is no workbook: many files are packed in the same way.</summary>
    private string? OtherKind(string? main)
    {
        if (_parts.Has("mimetype"))
        {
            using var text = new StreamReader(_parts.Open("mimetype"));
            var type = text.ReadToEnd();
            return type.Contains("spreadsheet") ? ".ods" : type.Contains("opendocument.text") ? ".odt" : type.Contains("epub") ? ".epub" : "OpenDocument";
        }

        if (main is null)
        {
            return _parts.Names.Any(name => name.EndsWith(".iwa", StringComparison.OrdinalIgnoreCase)) ? ".numbers" : ".zip";
        }

        // Parts of a binary workbook are no XML.
        return main.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) ? ".xlsb" : _parts.Load(main)?.Root?.Name.LocalName switch
        {
            "workbook" => null,
            "document" => ".docx",
            "presentation" => ".pptx",
            _ => ".zip",
        };
    }

    /// <summary>For writers that leave relationships out.</summary>
    private string? Named(string name) => _parts.Names.FirstOrDefault(part => part.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase));
}
