using System.Globalization;
using EmailCar.Failures;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>
/// A list of recipients saved by Excel or another program, read row by row, with the column that contains the address: CSV, TSV,
/// XLSX, XLS, or a table in a web page.
/// </summary>
public sealed class RecipientList : IDisposable
{
    /// <summary>The number of rows that are checked before the first row is returned.</summary>
    private const int SampleSize = 100;

    private readonly StoppableStream _file;
    private readonly ITable _table;
    private readonly IEnumerator<RawRow> _rows;
    private readonly Queue<RawRow> _sample = new();
    private readonly RawRow _header;
    private readonly bool _includesHidden;
    private readonly bool[] _guarded = [];
    private readonly int[] _addressColumns = [];

    private RecipientList(StoppableStream file, ListSettings settings)
    {
        _file = file;
        _includesHidden = settings.IncludeHidden;
        _table = TableFile.Open(file, settings.Encoding, settings.Delimiter, settings.WorksheetName, [.. settings.AddressNames, .. settings.OtherNames]);
        _rows = _table.Read().GetEnumerator();
        try
        {
            var start = Start(settings.HeaderRow);
            if (start.Count == 0)
            {
                return;
            }

            var header = settings.HeaderRow is null ? HeaderRow.Find(start, settings.AddressNames, out var count) : Given(start, out count);
            if (header.Errors is { } errors && errors.Values.Contains(CellErrors.Unreadable))
            {
                throw new ListException(ListProblem.UncertainEncoding, string.Join(", ", header.Cells.Where(cell => cell.Length > 0)));
            }

            var sample = start.Skip(count).ToArray();
            _guarded = GuardMarks.Columns(Array.FindAll(sample, row => !LeftOutRows.Has(row, header)));
            sample = Array.ConvertAll(sample, row => GuardMarks.Remove(row, _guarded));
            _sample = new Queue<RawRow>(sample);
            _header = Full(GuardMarks.RemoveFromHeader(header, _guarded), sample);
            HeaderNumber = header.Number;

            var names = ColumnNames.Of(_header, sample);
            Columns = names.Names;
            UnnamedColumns = names.Made;
            _addressColumns = AddressColumns.Of(names.Names, settings.AddressNames, sample);
        }
        catch
        {
            _rows.Dispose();
            throw;
        }
    }

    /// <summary>The column names, in order; empty for an empty list.</summary>
    public IReadOnlyList<string> Columns { get; } = [];

    /// <summary>Names that were created for columns without a name: H1, H2, …</summary>
    public IReadOnlyList<string> UnnamedColumns { get; } = [];

    /// <summary>The columns with addresses; the first one that is filled is used.</summary>
    public IReadOnlyList<string> AddressColumnNames => [.. _addressColumns.Select(i => Columns[i])];

    /// <summary>The row number of the column names, as Excel shows it; the last row of a header of two rows. 0 for an empty list.</summary>
    public long HeaderNumber { get; }

    /// <summary>The name of the encoding of a text; null for a workbook.</summary>
    public string? Encoding => Text?.Encoding.WebName;

    /// <summary>How certain the encoding is.</summary>
    public EncodingDoubt EncodingDoubt => Text?.Doubt ?? EncodingDoubt.None;

    /// <summary>The first values that are not ASCII, if the encoding is in doubt.</summary>
    public IReadOnlyList<string> EncodingSamples => Text?.Samples ?? [];

    /// <summary>The delimiter of a text; null for other files.</summary>
    public char? Delimiter => (_table as TextRows)?.Delimiter;

    /// <summary>The sheet of a workbook; null for a text.</summary>
    public string? Worksheet => _table.Worksheet;

    /// <summary>The rows that were skipped so far because they are hidden.</summary>
    public RowNumbers HiddenRows { get; } = new();

    /// <summary>The rows that were skipped so far because they are not recipients: totals, notes, lines, repeated headers.</summary>
    public RowNumbers LeftOut { get; } = new();

    /// <summary>The rows so far with text that does not match the encoding.</summary>
    public RowNumbers UnreadableRows { get; } = new();

    private TextEncoding? Text => (_table as TextRows)?.Text ?? (_table as HtmlRows)?.Text;

    /// <summary>Returns the encoding with this name or code page, or null if there is none.</summary>
    public static System.Text.Encoding? FindEncoding(string name) => EncodingNames.Find(name);

    /// <summary>Opens a list and detects its format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">How to read it.</param>
    /// <param name="stop">Cancels reading, also after this method has returned.</param>
    /// <exception cref="ListException">The file cannot be read as a list.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Reading was canceled.</exception>
    public static RecipientList Open(string path, ListSettings settings, CancellationToken stop)
    {
        var file = StoppableStream.Open(path, stop);
        try
        {
            return new RecipientList(file, settings);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Returns the next recipient, or null at the end.</summary>
    /// <exception cref="ListException">The rest of the list cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Reading was canceled.</exception>
    public ListRow? Read()
    {
        while (_sample.Count > 0 || MoveNext())
        {
            var row = _sample.Count > 0 ? _sample.Dequeue() : GuardMarks.Remove(_rows.Current, _guarded);
            if (!LeftOutRows.Has(row, _header))
            {
                return Row(row);
            }

            LeftOut.Add(row.Number);
        }

        return null;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        _file.Dispose();
    }

    /// <summary>Returns the first rows that are visible and not empty, starting at the given header.</summary>
    private List<RawRow> Start(long? header)
    {
        var start = new List<RawRow>();
        while (start.Count <= SampleSize && MoveNext())
        {
            if (header is null || _rows.Current.Number >= header)
            {
                start.Add(_rows.Current);
            }
        }

        return header is null || (start.Count > 0 && start[0].Number == header)
            ? start
            : throw new ListException(ListProblem.HeaderRowNotFound, header.Value.ToString(CultureInfo.InvariantCulture));
    }

    private static RawRow Given(List<RawRow> start, out int count)
    {
        count = 1;
        return start[0];
    }

    /// <summary>Returns the header with a cell for each column. On a worksheet, a column without a name may still contain values.</summary>
    private RawRow Full(RawRow header, RawRow[] sample)
    {
        var width = _table.IsGrid ? sample.Select(row => row.Cells.Length).Append(header.Cells.Length).Max() : header.Cells.Length;
        return header with { Cells = [.. header.Cells, .. Enumerable.Repeat("", width - header.Cells.Length)] };
    }

    private bool MoveNext()
    {
        while (_rows.MoveNext())
        {
            if (_rows.Current.IsEmpty)
            {
                continue;
            }

            if (_includesHidden || !_rows.Current.IsHidden)
            {
                return true;
            }

            HiddenRows.Add(_rows.Current.Number);
        }

        return false;
    }

    private ListRow Row(RawRow row)
    {
        // If a row of a text ends early, the value is missing; on a worksheet, the cell is empty.
        var missing = _table.IsGrid ? "" : null;
        var values = new string?[Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i < row.Cells.Length ? row.Cells[i] : missing;
        }

        var filled = Array.FindIndex(_addressColumns, i => !string.IsNullOrEmpty(values[i]));
        var isUnreadable = row.Errors?.Values.Contains(CellErrors.Unreadable) == true;
        if (isUnreadable)
        {
            UnreadableRows.Add(row.Number);
        }

        return new ListRow(row.Number, values, filled < 0 ? "" : values[_addressColumns[filled]]!) { Errors = row.Errors, IsUnreadable = isUnreadable };
    }
}
