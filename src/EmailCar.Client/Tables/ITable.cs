namespace EmailCar.Tables;

/// <summary>A table in a file of any format.</summary>
internal interface ITable
{
    /// <summary>The worksheet; null if the format has no worksheets.</summary>
    string? Worksheet { get; }

    /// <summary>Whether rows have no end, as on a worksheet, so that a missing cell is an empty cell.</summary>
    bool IsGrid { get; }

    /// <summary>Returns the rows, including empty rows if the file stores them.</summary>
    IEnumerable<RawRow> Read();
}
