namespace EmailCar.Lists;

/// <summary>
/// A list of recipients as Excel and others save it: CSV, TSV or XLSX, row by row, with the column that holds the address.
/// </summary>
public sealed class RecipientList : IDisposable
{
    /// <summary>Rows that are looked at before the first one is given out.</summary>
    private const int SampleSize = 100;

    private readonly StoppableStream _file;
    private readonly IEnumerator<RawRow> _rows;
    private readonly Queue<RawRow> _sample = new();
    private readonly int[] _addressColumns = [];

    /// <summary>What stands where a row ends early: nothing in a text, an empty cell in a workbook.</summary>
    private readonly string? _missing;

    private RecipientList(StoppableStream file, ListSettings settings)
    {
        _file = file;
        _rows = Rows(file, settings, out _missing).GetEnumerator();
        try
        {
            if (!MoveNext())
            {
                return;
            }

            var header = _rows.Current;
            while (_sample.Count < SampleSize && MoveNext())
            {
                _sample.Enqueue(_rows.Current);
            }

            var names = ColumnNames.Of(header, _sample);
            Columns = names.Names;
            UnnamedColumns = names.Made;
            _addressColumns = AddressColumns.Of(names.Names, settings.AddressNames, _sample);
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

    /// <summary>Name of a text's encoding; null for a workbook.</summary>
    public string? Encoding { get; private set; }

    /// <summary>What separates a text's columns; null for a workbook.</summary>
    public char? Delimiter { get; private set; }

    /// <summary>The workbook's sheet; null for a text.</summary>
    public string? Worksheet { get; private set; }

    /// <summary>True when there is an encoding of that name or code page.</summary>
    public static bool IsEncoding(string name) => TextEncoding.Named(name) is not null;

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

    /// <summary>The next row that is not empty; null at the end.</summary>
    /// <exception cref="ListException">The list can't be read any further.</exception>
    /// <exception cref="IOException">The file can't.</exception>
    /// <exception cref="OperationCanceledException">It was to stop.</exception>
    public ListRow? Read()
    {
        if (_sample.Count > 0)
        {
            return Row(_sample.Dequeue());
        }

        return MoveNext() ? Row(_rows.Current) : null;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        _file.Dispose();
    }

    private IEnumerable<RawRow> Rows(StoppableStream file, ListSettings settings, out string? missing)
    {
        if (FileKind.IsWorkbook(file))
        {
            var workbook = new WorkbookRows(file, settings.WorksheetName);
            Worksheet = workbook.Worksheet;
            missing = "";
            return workbook.Read();
        }

        var text = new TextRows(file, settings.Encoding is { } name ? TextEncoding.Named(name) : null, settings.Delimiter);
        Encoding = text.Encoding.WebName;
        Delimiter = text.Delimiter;
        missing = null;
        return text.Read();
    }

    private bool MoveNext()
    {
        while (_rows.MoveNext())
        {
            if (!_rows.Current.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private ListRow Row(RawRow row)
    {
        var values = new string?[Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i < row.Cells.Length ? row.Cells[i] : _missing;
        }

        var filled = Array.FindIndex(_addressColumns, i => !string.IsNullOrEmpty(values[i]));
        return new ListRow(row.Number, values, filled < 0 ? "" : values[_addressColumns[filled]]!);
    }
}
