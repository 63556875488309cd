using EmailCar.Failures;

namespace EmailCar.Tables;

/// <summary>The rows of a worksheet of an .xlsx file, read one by one: a million rows take no more memory than a thousand.</summary>
internal sealed class WorkbookRows : ITable
{
    /// <summary>The maximum uncompressed length of a text table that is held in memory, in bytes.</summary>
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

    /// <summary>Does work on the workbook; if the workbook is damaged, the readers can throw any exception.</summary>
    private T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not (ListException or OperationCanceledException or IOException or OutOfMemoryException))
        {
            // On Mono, canceling while unpacking also appears as damage.
            _file.ThrowIfStopped();
            throw new ListException(ListProblem.InvalidWorkbook, e.Message, e);
        }
    }
}
