namespace EmailCar.Tables;

/// <summary>Cell references, such as AB12.</summary>
internal static class CellReference
{
    /// <summary>Returns the column, counted from 0, or null if there are no letters.</summary>
    public static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            // Some exporters write lowercase letters.
            var letter = c is >= 'a' and <= 'z' ? c - 'a' : c - 'A';
            if (letter is < 0 or > 25)
            {
                break;
            }

            column = (column * 26) + letter + 1;
        }

        return column > 0 ? column - 1 : null;
    }

    /// <summary>Returns the row, counted from 1; 0 if there are no digits.</summary>
    public static long Row(string reference)
    {
        var row = 0L;
        foreach (var c in reference)
        {
            row = c is >= '0' and <= '9' ? (row * 10) + c - '0' : row;
        }

        return row;
    }
}
