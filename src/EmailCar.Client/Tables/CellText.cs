using System.Globalization;
using System.Text.RegularExpressions;

namespace EmailCar.Tables;

/// <summary>The value of a cell as a person would type it, always in the invariant culture.</summary>
internal static class CellText
{
    /// <summary>The day after the last day that Excel supports.</summary>
    public const int MaxDay = 2958466;

    /// <summary>The marker for a formula that no program has calculated, so that the workbook has no value for it.</summary>
    public const string Uncalculated = "=";

    private const int SecondsPerDay = 24 * 60 * 60;

    /// <summary>Excel counts 29 February 1900, which did not exist; its earlier days are one less than those of .NET.</summary>
    private const int LeapDayOf1900 = 60;

    /// <summary>How a workbook writes characters that XML does not allow.</summary>
    private static readonly Regex Escaped = new("_x([0-9A-Fa-f]{4})_", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> Errors = new(StringComparer.OrdinalIgnoreCase)
    {
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#UNKNOWN!", "#CONNECT!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!",
    };

    /// <summary>Returns whether a text is an error that Excel shows, and writes to CSV files, when a formula has no result.</summary>
    public static bool IsError(string text) => text.Length > 3 && text[0] == '#' && Errors.Contains(text);

    /// <summary>Returns a text of a workbook, with its escaped characters decoded.</summary>
    public static string Unescape(string text) =>
        text.IndexOf("_x", StringComparison.Ordinal) < 0
            ? text
            : Escaped.Replace(text, match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>Returns a date, a time of day, or both; null if the number is neither.</summary>
    /// <param name="number">The number of days.</param>
    /// <param name="daysBefore">How many days after 1899-12-30 the day count of the workbook begins.</param>
    public static string? Day(double number, int daysBefore)
    {
        if (!(number >= 0 && number + daysBefore < MaxDay))
        {
            return null;
        }

        if (daysBefore == 0 && number < 1)
        {
            return number > 0 ? Clock(number) : "1900-01-00";
        }

        // The fraction of a day is seldom a whole number of seconds.
        var day = Math.Floor(number);
        var seconds = (long)Math.Round((number - day) * SecondsPerDay);
        var time = DateTime.FromOADate(day + daysBefore + (daysBefore == 0 && day < LeapDayOf1900 ? 1 : 0)).AddSeconds(seconds);
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Returns the time of day, or null if the number is not a time of day.</summary>
    public static string? Clock(double number) =>
        number is >= 0 and < MaxDay ? Hours((long)Math.Round((number - Math.Floor(number)) * SecondsPerDay) % SecondsPerDay) : null;

    /// <summary>Returns a duration, in hours, or null if Excel does not show one.</summary>
    public static string? Duration(double number)
    {
        if (!(Math.Abs(number) < MaxDay))
        {
            return null;
        }

        var seconds = (long)Math.Round(Math.Abs(number) * SecondsPerDay);
        return number < 0 && seconds > 0 ? "-" + Hours(seconds) : Hours(seconds);
    }

    private static string Hours(long seconds) =>
        string.Format(CultureInfo.InvariantCulture, "{0:00}:{1:00}:{2:00}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}
