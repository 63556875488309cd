namespace EmailCar.Tables;

/// <summary>A table in a file, whatever the format of the file.</summary>
internal interface ITable
{
    /// <summary>The worksheet; null where the format has none.</summary>
    string? Worksheet { get; }

    /// <summary>True where rows have no end of their own, as on a worksheet: a cell that is not there is empty.</summary>
    bool IsGrid { get; }

    /// <summary>The rows, empty ones included where they are stored.</summary>
    IEnumerable<RawRow> Read();
}
