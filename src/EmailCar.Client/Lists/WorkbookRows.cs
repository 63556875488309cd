using EmailCar.Platform;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace EmailCar.Lists;

/// <summary>
/// The rows of a worksheet. MiniExcel reads them, since it keeps a large table of texts in a file, where ExcelDataReader
/// holds it in memory and wants code pages registered for the whole process.
/// </summary>
internal sealed class WorkbookRows
{
    /// <summary>Bytes of the table of texts, unpacked, up to which it is held in memory.</summary>
    private const int MaxTextsInMemory = 5 * 1024 * 1024;

    private const int MaxRows = 1048576;

    private readonly StoppableStream _file;
    private readonly SheetStart _start;
    private readonly int _daysBefore;
    private readonly bool _needsFolder;

    public WorkbookRows(StoppableStream file, string? name)
    {
        _file = file;
        (Worksheet, _start, _daysBefore, _needsFolder) = Try(() =>
        {
            using var parts = new WorkbookParts(file);
            var sheet = Find(parts.Worksheets, name);
            return (sheet.Name, new SheetStart(parts, sheet), parts.DaysBefore, parts.TextsLength > MaxTextsInMemory);
        });
    }

    public string Worksheet { get; }

    public IEnumerable<RawRow> Read()
    {
        if (_start.Width == 0)
        {
            yield break;
        }

        _file.Position = 0;
        using var folder = _needsFolder ? new TextsFolder() : null;
        var settings = new OpenXmlConfiguration
        {
            EnableSharedStringCache = folder is not null,
            SharedStringCacheSize = MaxTextsInMemory,
            SharedStringCachePath = folder?.Path ?? "",
            EnableConvertByteArray = false,
        };
        var end = SheetStart.Letters(_start.Width - 1) + MaxRows;
        using var rows = MiniExcel.QueryRange(_file, false, Worksheet, ExcelType.XLSX, "A1", end, settings).GetEnumerator();
        Func<bool> next = rows.MoveNext;
        for (var number = 1L; Try(next); number++)
        {
            yield return new RawRow(number, Cells((IDictionary<string, object?>)rows.Current));
        }
    }

    private string[] Cells(IDictionary<string, object?> row)
    {
        var cells = new string[_start.Width];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = "";
        }

        foreach (var cell in row)
        {
            if (SheetStart.Column(cell.Key) is { } column && column < cells.Length)
            {
                cells[column] = Blanks.Trim(CellText.Of(cell.Value, _start.Format(column), _daysBefore));
            }
        }

        return cells;
    }

    private static Worksheet Find(Worksheet[] sheets, string? name) => name is null
        ? Array.Find(sheets, sheet => sheet.IsVisible) ?? sheets[0]
        : Array.Find(sheets, sheet => string.Equals(sheet.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ListException(ListProblem.WorksheetNotFound, string.Join(", ", sheets.Select(sheet => sheet.Name)));

    /// <summary>A damaged workbook makes its readers fail in every way there is.</summary>
    private T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not (ListException or OperationCanceledException or IOException or OutOfMemoryException))
        {
            // To stop while it unpacks is damage as well, on Mono.
            _file.ThrowIfStopped();
            throw new ListException(ListProblem.InvalidWorkbook, e.Message, e);
        }
    }
}
