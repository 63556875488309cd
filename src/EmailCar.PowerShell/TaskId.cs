using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.RegularExpressions;

namespace EmailCar;

/// <summary>Whether a task id has all its digits. Excel keeps 15 digits and replaces the others with zeros.</summary>
internal enum TaskIdPrecision
{
    /// <summary>A PowerShell number, or a text that is short enough for Excel.</summary>
    Kept,

    /// <summary>A text with nonzero digits beyond those that Excel keeps.</summary>
    Seen,

    /// <summary>A text whose digits beyond those that Excel keeps are zeros.</summary>
    Doubtful,

    /// <summary>A rounded number, as in 8.73216E+17.</summary>
    Lost,
}

/// <summary>A task id as written by people, Excel and other programs: a positive 64-bit integer.</summary>
/// <param name="Value">The id; null if the text is not an id.</param>
/// <param name="Text">The original text, for messages.</param>
/// <param name="Precision">Whether all digits are known.</param>
internal readonly record struct TaskId(long? Value, string Text, TaskIdPrecision Precision)
{
    /// <summary>The number of digits that Excel keeps.</summary>
    private const int KeptDigits = 15;

    /// <summary>Above these, double and float cannot represent every integer.</summary>
    private const double MaxDouble = 9_007_199_254_740_992, MaxFloat = 16_777_216;

    private static readonly Regex Scientific = new(@"^(\d+)(?:[.,](\d+))?E\+?(\d{1,2})$", RegexOptions.IgnoreCase);

    private static readonly Regex Grouped = new(@"^\d{1,3}(?:([,，'\u00A0\u202F ])\d{3})(?:\1\d{3})*$");

    private static readonly Regex WholeDecimal = new(@"^(\d+)\.0*$");

    /// <summary>Returns whether a value has a numeric type.</summary>
    public static bool IsNumber(object value) => value is BigInteger
        || (value is not Enum && Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal)
        || value.GetType().FullName is "System.Int128" or "System.UInt128";

    /// <summary>Reads a text or a number.</summary>
    public static TaskId Read(object value)
    {
        var text = LanguagePrimitives.ConvertTo<string>(value);
        return value switch
        {
            double number => OfDouble(number, MaxDouble, text),
            float number => OfDouble(number, MaxFloat, text),
            decimal number => Of(decimal.Truncate(number) == number ? new BigInteger(number) : null, text, TaskIdPrecision.Kept),
            string => OfText(text),
            _ when IsNumber(value) => Of(BigInteger.TryParse(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), out var number) ? number : null, text, TaskIdPrecision.Kept),
            _ => OfText(text),
        };
    }

    private static TaskId OfDouble(double number, double max, string text) =>
        number != Math.Floor(number) || number < 0 ? new(null, text, TaskIdPrecision.Kept)
        : number <= max ? new((long)number, text, TaskIdPrecision.Kept)
        : new(null, text, TaskIdPrecision.Lost);

    private static TaskId OfText(string text)
    {
        // Characters that keep a spreadsheet from converting an id to a number.
        var digits = text.Trim().Trim('=', '"', '\'', '`', '\t', ' ');
        if (Scientific.Match(digits) is { Success: true } match)
        {
            var (whole, fraction, exponent) = (match.Groups[1].Value, match.Groups[2].Value, int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture));
            if (fraction.Length < exponent)
            {
                return new(null, text, TaskIdPrecision.Lost);
            }

            digits = whole + fraction.Substring(0, exponent) + "." + fraction.Substring(exponent);
        }

        digits = WholeDecimal.Replace(digits, "$1");
        digits = Grouped.IsMatch(digits) ? Regex.Replace(digits, @"\D", "") : digits;
        var isNumber = BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var more = isNumber ? number.ToString(CultureInfo.InvariantCulture).Skip(KeptDigits).ToArray() : [];
        return Of(
            isNumber ? number : null,
            text,
            more.Length == 0 ? TaskIdPrecision.Kept : Array.TrueForAll(more, digit => digit == '0') ? TaskIdPrecision.Doubtful : TaskIdPrecision.Seen);
    }

    private static TaskId Of(BigInteger? number, string text, TaskIdPrecision precision) =>
        number >= 0 && number <= long.MaxValue ? new((long)number, text, precision) : new(null, text, TaskIdPrecision.Kept);
}
