namespace EmailCar.Tables;

/// <summary>
/// The merged cells of a sheet. Their value is stored only in the first cell; it is copied down to each row. It is not copied to
/// the right, because the next column has another name.
/// </summary>
internal sealed class MergedCells
{
    private readonly Dictionary<long, List<(int Column, long LastRow)>> _down = [];
    private readonly Dictionary<long, List<(int First, int Last)>> _across = [];
    private readonly Dictionary<int, (long LastRow, string Text, string? Error)> _open = [];

    public bool IsEmpty => _down.Count == 0 && _across.Count == 0;

    public void Add(long firstRow, int firstColumn, long lastRow, int lastColumn)
    {
        if (lastRow > firstRow)
        {
            Add(_down, firstRow, (firstColumn, lastRow));
        }

        if (lastColumn > firstColumn)
        {
            Add(_across, firstRow, (firstColumn, lastColumn));
        }
    }

    /// <summary>Returns the row with the values that are merged into it from above. Rows must be passed in order.</summary>
    public RawRow Fill(RawRow row)
    {
        if (IsEmpty)
        {
            return row;
        }

        foreach (var pair in _open.ToArray())
        {
            var (column, cell) = (pair.Key, pair.Value);
            if (cell.LastRow < row.Number)
            {
                _open.Remove(column);
            }
            else if (column >= row.Cells.Length || row.Cells[column].Length == 0)
            {
                row = With(row, column, cell.Text, cell.Error);
            }
        }

        if (_down.TryGetValue(row.Number, out var starts))
        {
            foreach (var (column, lastRow) in starts)
            {
                var error = row.Errors is { } errors && errors.TryGetValue(column, out var found) ? found : null;
                _open[column] = (lastRow, column < row.Cells.Length ? row.Cells[column] : "", error);
            }
        }

        return row with { IsHeading = IsHeading(row) };
    }

    private bool IsHeading(RawRow row)
    {
        var filled = Array.FindIndex(row.Cells, cell => cell.Length > 0);
        return filled >= 0
            && Array.FindLastIndex(row.Cells, cell => cell.Length > 0) == filled
            && _across.TryGetValue(row.Number, out var merged)
            && merged.Exists(range => range.First <= filled && filled <= range.Last);
    }

    private static RawRow With(RawRow row, int column, string text, string? error)
    {
        var cells = new string[Math.Max(row.Cells.Length, column + 1)];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = i == column ? text : i < row.Cells.Length ? row.Cells[i] : "";
        }

        if (error is null)
        {
            return row with { Cells = cells };
        }

        var errors = row.Errors?.ToDictionary(pair => pair.Key, pair => pair.Value) ?? [];
        errors[column] = error;
        return row with { Cells = cells, Errors = errors };
    }

    private static void Add<T>(Dictionary<long, List<T>> rows, long row, T range)
    {
        if (!rows.TryGetValue(row, out var ranges))
        {
            rows.Add(row, ranges = []);
        }

        ranges.Add(range);
    }
}
