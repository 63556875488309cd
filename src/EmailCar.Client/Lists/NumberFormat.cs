using System.Globalization;
using System.Text.RegularExpressions;

namespace EmailCar.Lists;

/// <summary>How a column of a worksheet shows its numbers, as far as a list needs it; always in the invariant culture.</summary>
internal sealed class NumberFormat
{
    /// <summary>Plain numbers, as Excel shows them where no format is set.</summary>
    public static readonly NumberFormat General = new(null, isTime: false);

    /// <summary>
    /// Formats that are nowhere written down in a workbook (ECMA-376 part 1, 18.8.30). The dates among them are those of
    /// Chinese, Japanese and Korean, such as 2026年5月4日, which readers of workbooks commonly take for numbers.
    /// </summary>
    private static readonly Dictionary<int, NumberFormat> BuiltIn = new()
    {
        [1] = new("0", false),
        [2] = new("0.00", false),
        [3] = new("#,##0", false),
        [4] = new("#,##0.00", false),
        [9] = new("0%", false),
        [10] = new("0.00%", false),
        [37] = new("#,##0", false),
        [38] = new("#,##0", false),
        [39] = new("#,##0.00", false),
        [40] = new("#,##0.00", false),
        [41] = new("#,##0", false),
        [42] = new("#,##0", false),
        [43] = new("#,##0.00", false),
        [44] = new("#,##0.00", false),
    };

    private static readonly int[] Times = [17, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];

    /// <summary>Colours, conditions and currencies; and what only sets a number off from the cell's border.</summary>
    private static readonly Regex Decoration = new(@"\[[^\]]*\]|_.|\*.", RegexOptions.CultureInvariant);

    private static readonly Regex Digits = new("^[0#,.]*[0#]%?$", RegexOptions.CultureInvariant);

    private readonly string? _pattern;
    private readonly bool _isTime;

    private NumberFormat(string? pattern, bool isTime)
    {
        _pattern = pattern;
        _isTime = isTime;
    }

    /// <summary>The format of a style.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="code">What the workbook says of it; null when it says nothing.</param>
    public static NumberFormat Of(int id, string? code)
    {
        if (code is null)
        {
            return Times.Contains(id) ? new NumberFormat(null, isTime: true)
                : BuiltIn.TryGetValue(id, out var format) ? format
                : General;
        }

        // .NET and Excel agree on what digits, commas, points and per cent signs mean.
        var pattern = Decoration.Replace(code.Split(';')[0], "");
        return Digits.IsMatch(pattern) ? new NumberFormat(pattern, isTime: false) : General;
    }

    /// <summary>The number as text.</summary>
    /// <param name="number">The number; a day of the calendar, where the format is one of dates.</param>
    /// <param name="daysBefore">How much later than 1899-12-30 the workbook's days begin.</param>
    public string Text(double number, int daysBefore)
    {
        if (_isTime && number + daysBefore is >= 0 and < CellText.MaxDay)
        {
            return CellText.Of(DateTime.FromOADate(number), daysBefore);
        }

        // A decimal keeps the 15 digits that Excel knows of a number, and writes them out.
        return Math.Abs(number) is 0 or (>= 1e-5 and < 1e21)
            ? ((decimal)number).ToString(_pattern, CultureInfo.InvariantCulture)
            : number.ToString("G15", CultureInfo.InvariantCulture);
    }
}
