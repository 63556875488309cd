using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using EmailCar.Failures;
using EmailCar.Platform;

namespace EmailCar.Tables;

/// <summary>The rows of a worksheet in the XML of Excel 2002 and 2003. The rows are held in memory.</summary>
internal sealed class SpreadsheetXmlRows : ITable
{
    private static readonly XNamespace Sheets = "urn:schemas-microsoft-com:office:spreadsheet";

    private readonly Dictionary<string, NumberFormat> _formats = [];
    private readonly XElement _sheet;

    public SpreadsheetXmlRows(Stream file, string? name)
    {
        var workbook = Load(file);
        foreach (var style in workbook.Descendants(Sheets + "Style"))
        {
            _formats[(string?)style.Attribute(Sheets + "ID") ?? ""] =
                NumberFormat.Of(0, (string?)style.Element(Sheets + "NumberFormat")?.Attribute(Sheets + "Format"));
        }

        var sheets = workbook.Elements(Sheets + "Worksheet").ToArray();
        if (sheets.Length == 0)
        {
            throw new ListException(ListProblem.InvalidWorkbook, "Worksheet");
        }

        _sheet = sheets[SheetNames.Find(sheets, Name, IsVisible, name)];
    }

    public string? Worksheet => Name(_sheet);

    public bool IsGrid => true;

    public IEnumerable<RawRow> Read()
    {
        var merged = new MergedCells();
        var number = 0L;
        foreach (var row in _sheet.Element(Sheets + "Table")?.Elements(Sheets + "Row") ?? [])
        {
            number = Number(row, "Index") ?? number + 1;
            yield return merged.Fill(Row(row, number, merged));
            number += Number(row, "Span") ?? 0;
        }
    }

    private static XElement Load(Stream file)
    {
        try
        {
            file.Position = 0;
            using var reader = XmlReader.Create(file, new XmlReaderSettings { XmlResolver = null, CheckCharacters = false });
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException e)
        {
            throw new ListException(ListProblem.InvalidWorkbook, e.Message, e);
        }
    }

    private RawRow Row(XElement row, long number, MergedCells merged)
    {
        var cells = new List<string>();
        var formulas = new List<int>();
        var column = 0;
        foreach (var cell in row.Elements(Sheets + "Cell"))
        {
            column = Number(cell, "Index") - 1 ?? column;
            var (across, down) = (Number(cell, "MergeAcross") ?? 0, Number(cell, "MergeDown") ?? 0);
            merged.Add(number, column, number + down, column + across);
            while (cells.Count <= column)
            {
                cells.Add("");
            }

            var content = cell.Element(Sheets + "Data");
            cells[column] = content is null ? "" : Blanks.Trim(Text(content, cell, row));
            if (cell.Attribute(Sheets + "Formula") is not null && content is null)
            {
                formulas.Add(column);
            }

            column += across + 1;
        }

        var values = cells.ToArray();
        var errors = CellErrors.Take(values);
        foreach (var formula in formulas)
        {
            (errors ??= [])[formula] = CellText.Uncalculated;
        }

        return new RawRow(number, values) { Errors = errors, IsHidden = (string?)row.Attribute(Sheets + "Hidden") == "1" };
    }

    private string Text(XElement content, XElement cell, XElement row)
    {
        var style = (string?)cell.Attribute(Sheets + "StyleID") ?? (string?)row.Attribute(Sheets + "StyleID") ?? "";
        var format = _formats.TryGetValue(style, out var found) ? found : NumberFormat.General;
        return (string?)content.Attribute(Sheets + "Type") switch
        {
            "Number" when double.TryParse(content.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => format.Text(number, 0),
            "DateTime" when DateTime.TryParse(content.Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) =>
                format.TimeText((time - new DateTime(1899, 12, time.Year < 1900 ? 31 : 30)).TotalDays),
            "Boolean" => content.Value == "1" ? "TRUE" : "FALSE",
            _ => content.Value,
        };
    }

    private static string Name(XElement sheet) => (string?)sheet.Attribute(Sheets + "Name") ?? "";

    private static bool IsVisible(XElement sheet) =>
        !sheet.Descendants().Any(e => e.Name.LocalName == "Visible" && e.Parent?.Name.LocalName == "WorksheetOptions" && e.Value.StartsWith("Sheet", StringComparison.Ordinal));

    private static int? Number(XElement element, string attribute) =>
        int.TryParse((string?)element.Attribute(Sheets + attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
