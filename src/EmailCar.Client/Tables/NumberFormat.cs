using System.Globalization;
using System.Text.RegularExpressions;

namespace EmailCar.Tables;

/// <summary>How a cell shows its number, to the extent that a list needs it.</summary>
internal sealed class NumberFormat
{
    /// <summary>Plain numbers, as Excel shows them if no format is set.</summary>
    public static readonly NumberFormat General = new(Kind.Number, null);

    /// <summary>Dividing by this removes trailing zeros.</summary>
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>
    /// Formats that workbooks use without defining them (ECMA-376 part 1, 18.8.30), including those for Chinese, Japanese and
    /// Korean. If the languages disagree on whether a format is a date or a time (34, 35, 55, 56), the value decides.
    /// </summary>
    private static readonly Dictionary<int, NumberFormat> BuiltIn = new[]
    {
        (Kind.Number, "0", new[] { 1 }),
        (Kind.Number, "0.00", [2]),
        (Kind.Number, "#,##0", [3, 37, 38, 41, 42]),
        (Kind.Number, "#,##0.00", [4, 39, 40, 43, 44]),
        (Kind.Number, "0%", [9]),
        (Kind.Number, "0.00%", [10]),
        (Kind.Day, null, [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]),
        (Kind.Clock, null, [18, 19, 20, 21, 32, 33, 45, 47]),
        (Kind.Duration, (string?)null, [46]),
    }.SelectMany(row => row.Item3.Select(id => (id, format: new NumberFormat(row.Item1, row.Item2)))).ToDictionary(row => row.id, row => row.format);

    /// <summary>Names of formats in the XML of Excel 2002 and 2003.</summary>
    private static readonly Dictionary<string, int> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Short Date"] = 14,
        ["Medium Date"] = 15,
        ["Long Date"] = 15,
        ["General Date"] = 22,
        ["Short Time"] = 20,
        ["Medium Time"] = 18,
        ["Long Time"] = 19,
        ["Fixed"] = 2,
        ["Standard"] = 4,
        ["Percent"] = 10,
        ["Currency"] = 44,
    };

    /// <summary>Colors, conditions and currencies, and spacing between the number and the cell border.</summary>
    private static readonly Regex Decoration = new(@"\[[^\]]*\]|_.|\*.", RegexOptions.CultureInvariant);

    private static readonly Regex Digits = new("^[0#,.]*[0#]%?$", RegexOptions.CultureInvariant);

    private static readonly Regex Elapsed = new(@"\[(h+|m+|s+)\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The parts of a format that do not determine its kind: texts, decoration, exponents, and the name General.</summary>
    private static readonly Regex Inert = new(
        @"""[^""]*""?|\\.|_.|\*.|\[[^\]]*\]|General|G/通用格式|G/標準|Standard|E[+-]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex HalfDay = new("AM/PM|A/P|上午/下午|午前/午後|오전/오후", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly Kind _kind;
    private readonly string? _pattern;

    private NumberFormat(Kind kind, string? pattern)
    {
        _kind = kind;
        _pattern = pattern;
    }

    private enum Kind
    {
        Number,
        Day,
        Clock,
        Duration,
    }

    /// <summary>Returns the format of a style.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="code">The format code in the workbook; null or empty if there is none.</param>
    public static NumberFormat Of(int id, string? code)
    {
        if (string.IsNullOrEmpty(code) || Named.TryGetValue(code!, out id))
        {
            return BuiltIn.TryGetValue(id, out var format) ? format : General;
        }

        var section = FirstSection(code!);
        if (KindOf(section) is not Kind.Number and var kind)
        {
            return new NumberFormat(kind, null);
        }

        // .NET and Excel agree on the meaning of digits, commas, points and percent signs.
        var pattern = Decoration.Replace(section, "");
        return Digits.IsMatch(pattern) ? new NumberFormat(Kind.Number, pattern) : General;
    }

    /// <summary>Returns the number as text.</summary>
    /// <param name="number">The number; the number of days if the format is a date or a time.</param>
    /// <param name="daysBefore">How many days after 1899-12-30 the day count of the workbook begins.</param>
    public string Text(double number, int daysBefore) => _kind switch
    {
        // A number that is too large for a date or a time is an id with the wrong format.
        Kind.Day => CellText.Day(number, daysBefore),
        Kind.Clock => CellText.Clock(number),
        Kind.Duration => CellText.Duration(number),
        _ => null,
    } ?? Number(number);

    /// <summary>Returns the text of a value that is stored as a date or a time, whatever its format.</summary>
    public string TimeText(double number) => _kind == Kind.Number ? CellText.Day(number, 0) ?? Number(number) : Text(number, 0);

    private static Kind KindOf(string section)
    {
        if (Elapsed.IsMatch(section))
        {
            return Kind.Duration;
        }

        var letters = Inert.Replace(section, "");
        if (letters.IndexOfAny(['#', '?', '%']) >= 0)
        {
            return Kind.Number;
        }

        var withoutHalves = HalfDay.Replace(letters, "");
        var hasClock = withoutHalves.Length < letters.Length || withoutHalves.IndexOfAny(['h', 'H', 's', 'S']) >= 0;
        return withoutHalves.IndexOfAny(['y', 'Y', 'd', 'D', 'e', 'E', 'g', 'a', 'A', 'b', 'B']) >= 0 ? Kind.Day
            : hasClock ? Kind.Clock
            : withoutHalves.IndexOfAny(['m', 'M']) >= 0 ? Kind.Day
            : Kind.Number;
    }

    /// <summary>Returns the section for positive numbers; a semicolon within a text does not end it.</summary>
    private static string FirstSection(string code)
    {
        var isQuoted = false;
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '\\' && !isQuoted)
            {
                i++;
            }
            else if (code[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (code[i] == ';' && !isQuoted)
            {
                return code.Substring(0, i);
            }
        }

        return code;
    }

    /// <summary>
    /// Converts to a decimal, which keeps the 15 digits that Excel stores, without an exponent. A cast may round the last digit
    /// incorrectly.
    /// </summary>
    private string Number(double number) =>
        Math.Abs(number) is 0 or (>= 1e-5 and < 1e21)
            ? (decimal.Parse(number.ToString("E14", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture) / One).ToString(_pattern, CultureInfo.InvariantCulture)
            : number.ToString("G15", CultureInfo.InvariantCulture);
}
