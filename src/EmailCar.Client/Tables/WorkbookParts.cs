using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using EmailCar.Failures;

namespace EmailCar.Tables;

/// <summary>A worksheet of a workbook.</summary>
/// <param name="Name">The name.</param>
/// <param name="Path">The name of its part in the file.</param>
/// <param name="IsVisible">False if the sheet is hidden.</param>
internal sealed record Worksheet(string Name, string Path, bool IsVisible);

/// <summary>The sheets, styles and texts of a workbook, found through relationships.</summary>
internal sealed class WorkbookParts : IDisposable
{
    /// <summary>How many days after 1899-12-30 the day count begins in a workbook from an old Excel for the Mac.</summary>
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

        // Chart sheets are listed with the others; only the relationship shows which is which.
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

    /// <summary>How many days after 1899-12-30 the day count of the workbook begins.</summary>
    public int DaysBefore { get; }

    /// <summary>The worksheets in the order of their tabs; at least one.</summary>
    public Worksheet[] Worksheets { get; }

    /// <summary>The uncompressed length of the text table in bytes.</summary>
    public long TextsLength => _parts.Length(_texts);

    /// <summary>Returns the sheet with this name; without a name, the first visible sheet.</summary>
    public Worksheet Sheet(string? name) => Worksheets[SheetNames.Find(Worksheets, sheet => sheet.Name, sheet => sheet.IsVisible, name)];

    public XmlReader Read(Worksheet sheet) => _parts.Read(sheet.Path);

    /// <summary>Opens the XML of the sheet.</summary>
    public Stream Open(Worksheet sheet) => _parts.Open(sheet.Path);

    /// <summary>Returns the text table, or null if the workbook has none.</summary>
    public XmlReader? ReadTexts() => _texts is not null && _parts.Has(_texts) ? _parts.Read(_texts) : null;

    /// <summary>Returns the number format of each cell style.</summary>
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

    /// <summary>Compares local names, because a strict workbook has other namespaces.</summary>
    private static IEnumerable<XElement> Elements(XDocument? document, string name) =>
        document?.Descendants().Where(e => e.Name.LocalName == name) ?? [];

    private string? Find(IEnumerable<PartRelationship> relationships, string type) => relationships
        .FirstOrDefault(r => r.Type.EndsWith(type, StringComparison.OrdinalIgnoreCase) && _parts.Has(r.Target))?.Target;

    /// <summary>Returns the kind of the file if it is not a workbook, because many formats have the same packaging.</summary>
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

        // The parts of a binary workbook are not XML.
        return main.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) ? ".xlsb" : _parts.Load(main)?.Root?.Name.LocalName switch
        {
            "workbook" => null,
            "document" => ".docx",
            "presentation" => ".pptx",
            _ => ".zip",
        };
    }

    /// <summary>Finds a part by its name, for files without relationships.</summary>
    private string? Named(string name) => _parts.Names.FirstOrDefault(part => part.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase));
}
