using System.Globalization;
using EmailCar.Failures;
using EmailCar.Platform;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace EmailCar.Tables;

/// <summary>The rows of a worksheet of Excel 97 to 2003, or of an older version. ExcelDataReader holds the sheet in memory.</summary>
internal sealed class OldWorkbookRows : ITable
{
    private readonly List<RawRow> _rows = [];

    public OldWorkbookRows(StoppableStream file, string? name)
    {
        using var codePages = CodePages.Lend();
        try
        {
            using var reader = ExcelReaderFactory.CreateBinaryReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
            var sheets = new List<(string Name, bool IsVisible)>();
            do
            {
                sheets.Add((reader.Name, reader.VisibleState == "visible"));
            }
            while (reader.NextResult());

            var index = SheetNames.Find(sheets, sheet => sheet.Name, sheet => sheet.IsVisible, name);
            Worksheet = sheets[index].Name;
            reader.Reset();
            for (var i = 0; i < index; i++)
            {
                reader.NextResult();
            }

            ReadSheet(reader, OldWorkbookRecords.Of(file, index));
        }
        catch (InvalidPasswordException e)
        {
            throw new ListException(ListProblem.ProtectedWorkbook, e.Message, e);
        }
        catch (Exception e) when (e is not (ListException or OperationCanceledException or IOException or OutOfMemoryException))
        {
            // A damaged workbook can make the reader throw any exception.
            file.ThrowIfStopped();
            throw new ListException(ListProblem.InvalidWorkbook, e.Message, e);
        }
    }

    public string? Worksheet { get; }

    public bool IsGrid => true;

    public IEnumerable<RawRow> Read() => _rows;

    private void ReadSheet(IExcelDataReader reader, OldWorkbookRecords known)
    {
        var merged = new MergedCells();
        foreach (var range in reader.MergeCells ?? [])
        {
            merged.Add(range.FromRow + 1, range.FromColumn, range.ToRow + 1, range.ToColumn);
        }

        for (var number = 1; reader.Read(); number++)
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = Blanks.Trim(Text(reader, i));
            }

            var errors = CellErrors.Take(cells);
            for (var i = 0; i < cells.Length; i++)
            {
                if (known.Errors.TryGetValue((number - 1, i), out var error))
                {
                    (errors ??= [])[i] = error;
                    cells[i] = "";
                }
            }

            _rows.Add(merged.Fill(new RawRow(number, cells) { Errors = errors, IsHidden = known.HiddenRows.Contains(number - 1) }));
        }
    }

    private static string Text(IExcelDataReader reader, int column)
    {
        var format = NumberFormat.Of(reader.GetNumberFormatIndex(column), reader.GetNumberFormatString(column));
        return reader.GetValue(column) switch
        {
            null => "",
            string text => text,
            bool yes => yes ? "TRUE" : "FALSE",
            double number => format.Text(number, 0),
            int number => format.Text(number, 0),
            DateTime time => format.TimeText(time.ToOADate()),
            TimeSpan time => format.TimeText(time.TotalDays),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString() ?? "",
        };
    }
}
