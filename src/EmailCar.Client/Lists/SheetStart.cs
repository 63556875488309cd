using System.Globalization;
using System.Xml;

namespace EmailCar.Lists;

/// <summary>
/// What the first rows of a sheet tell of its columns: how many there are, and how each shows its numbers. A column of a
/// list holds things of one kind; sheets themselves claim to be 16,384 columns wide now and then.
/// </summary>
internal sealed class SheetStart
{
    private const int MaxRows = 200;

    private readonly Dictionary<int, NumberFormat> _formats = [];

    public SheetStart(WorkbookParts parts, Worksheet sheet)
    {
        var styles = parts.Formats();
        using var reader = parts.Open(sheet);
        var rows = 0;
        var header = 0;
        var column = -1;
        var style = 0;
        var isNumber = false;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "row":
                    rows++;
                    column = -1;
                    break;
                case "c":
                    column = Column(reader.GetAttribute("r")) ?? column + 1;
                    style = int.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
                    isNumber = reader.GetAttribute("t") is null or "n";
                    break;
                case "v" or "is":
                    Width = Math.Max(Width, column + 1);
                    header = header == 0 ? rows : header;
                    if (rows > header && isNumber && style < styles.Length && !_formats.ContainsKey(column))
                    {
                        _formats.Add(column, styles[style]);
                    }

                    break;
            }

            if (rows > MaxRows)
            {
                return;
            }
        }
    }

    /// <summary>Columns with something in them.</summary>
    public int Width { get; private set; }

    /// <summary>How a column shows its numbers.</summary>
    public NumberFormat Format(int column) => _formats.TryGetValue(column, out var format) ? format : NumberFormat.General;

    /// <summary>The column of a cell or of letters: 0 for A and A1, 26 for AA; null without any.</summary>
    public static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (c is < 'A' or > 'Z')
            {
                break;
            }

            column = (column * 26) + c - 'A' + 1;
        }

        return column > 0 ? column - 1 : null;
    }

    /// <summary>The letters of a column.</summary>
    public static string Letters(int column) =>
        (column < 26 ? "" : Letters((column / 26) - 1)) + (char)('A' + (column % 26));
}
