using System.Globalization;
using EmailCar.Failures;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>
/// A list of recipients as Excel and others save it: CSV, TSV, XLSX, XLS or a table of a web page, row by row, with the column
/// that holds the address.
/// </summary>
public sealed class RecipientList : IDisposable
{
    /// <summary>Rows that are looked at before the first one is given out.</summary>
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

    /// <summary>The columns' names, in order; none for an empty list.</summary>
    public IReadOnlyList<string> Columns { get; } = [];

    /// <summary>Names that the list itself does not have: H1, H2, …</summary>
    public IReadOnlyList<string> UnnamedColumns { get; } = [];

    /// <summary>The columns that addresses are taken from; the first that is filled.</summary>
    public IReadOnlyList<string> AddressColumnNames => [.. _addressColumns.Select(i => Columns[i])];

    /// <summary>The number of the row with the column names, as Excel shows it; of two, the last. 0 for an empty list.</summary>
    public long HeaderNumber { get; }

    /// <summary>Name of a text's encoding; null for a workbook.</summary>
    public string? Encoding => Text?.Encoding.WebName;

    /// <summary>How sure the encoding is.</summary>
    public EncodingDoubt EncodingDoubt => Text?.Doubt ?? EncodingDoubt.None;

    /// <summary>Where the encoding is in doubt, the first values that are not ASCII.</summary>
    public IReadOnlyList<string> EncodingSamples => Text?.Samples ?? [];

    /// <summary>What separates a text's columns; null for other files.</summary>
    public char? Delimiter => (_table as TextRows)?.Delimiter;

    /// <summary>The workbook's sheet; null for a text.</summary>
    public string? Worksheet => _table.Worksheet;

    /// <summary>Rows so far that were left out since they are hidden.</summary>
    public RowNumbers HiddenRows { get; } = new();

    /// <summary>Rows so far that were left out since they are no recipients: totals, notes, lines, the header once more.</summary>
    public RowNumbers LeftOut { get; } = new();

    /// <summary>Rows so far with text that does not fit the encoding.</summary>
    public RowNumbers UnreadableRows { get; } = new();

    private TextEncoding? Text => (_table as TextRows)?.Text ?? (_table as HtmlRows)?.Text;

    /// <summary>The encoding of that name or code page; null when there is none.</summary>
    public static System.Text.Encoding? FindEncoding(string name) => EncodingNames.Find(name);

    /// <summary>Opens a list and finds out what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">How to read it.</param>
    /// <param name="stop">Ends reading at once, also later on.</param>
    /// <exception cref="ListException">It can't be read as a list.</exception>
    /// <exception cref="IOException">It can't be read as a file.</exception>
    /// <exception cref="OperationCanceledException">It was to stop.</exception>
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

    /// <summary>The next recipient; null at the end.</summary>
    /// <exception cref="ListException">The list can't be read any further.</exception>
    /// <exception cref="IOException">The file can't.</exception>
    /// <exception cref="OperationCanceledException">It was to stop.</exception>
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

    /// <summary>The first rows that are shown and not empty; from the given header on.</summary>
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

    /// <summary>On a worksheet, a column without a name may be used nevertheless.</summary>
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
        // Nothing is where a row of a text ends early, an empty cell where one of a worksheet does.
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
