using EmailCar.Failures;

namespace EmailCar.Tables;

/// <summary>The rows of a worksheet of an .xlsx, as they come: a million of them cost no more memory than a thousand.</summary>
internal sealed class WorkbookRows : ITable
{
    /// <summary>Bytes of the table of texts, unpacked, up to which it is held in memory.</summary>
    private const int MaxTextsInMemory = 5 * 1024 * 1024;

    private readonly StoppableStream _file;
    private readonly Worksheet _sheet;
    private readonly MergedCells _merged;

    public WorkbookRows(StoppableStream file, string? name)
    {
        _file = file;
        (_sheet, _merged) = Try(() =>
        {
            using var parts = new WorkbookParts(file);
            var sheet = parts.Sheet(name);
            using var bytes = parts.Open(sheet);
            return (sheet, MergedCellsReader.Read(bytes));
        });
    }

    public string? Worksheet => _sheet.Name;

    public bool IsGrid => true;

    public IEnumerable<RawRow> Read()
    {
        using var parts = Try(() => new WorkbookParts(_file));
        using var texts = Try(() => new TextTable(parts.ReadTexts(), parts.TextsLength > MaxTextsInMemory));
        using var reader = Try(() => parts.Read(_sheet));
        var rows = new SheetReader(reader, texts, Try(parts.Formats), parts.DaysBefore);
        Func<bool> next = rows.Read;
        while (Try(next))
        {
            yield return _merged.Fill(rows.Current);
        }
    }

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
