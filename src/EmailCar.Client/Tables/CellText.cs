using System.Globalization;
using System.Text.RegularExpressions;

namespace EmailCar.Tables;

/// <summary>A cell's value as a person would type it, always in the invariant culture.</summary>
internal static class CellText
{
    /// <summary>The day after the last one that Excel knows.</summary>
    public const int MaxDay = 2958466;

    /// <summary>What a workbook has for a formula that no program has calculated: nothing.</summary>
    public const string Uncalculated = "=";

    private const int SecondsPerDay = 24 * 60 * 60;

    /// <summary>Excel counts a 29 February 1900; days before it are one less than .NET has them.</summary>
    private const int LeapDayOf1900 = 60;

    /// <summary>How a workbook writes characters that XML does not permit.</summary>
    private static readonly Regex Escaped = new("_x([0-9A-Fa-f]{4})_", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> Errors = new(StringComparer.OrdinalIgnoreCase)
    {
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#UNKNOWN!", "#CONNECT!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!",
    };

    /// <summary>True for what Excel shows, and writes into a CSV, where a formula has no result.</summary>
    public static bool IsError(string text) => text.Length > 3 && text[0] == '#' && Errors.Contains(text);

    /// <summary>A text of a workbook, with its escaped characters.</summary>
    public static string Unescape(string text) =>
        text.IndexOf("_x", StringComparison.Ordinal) < 0
            ? text
            : Escaped.Replace(text, match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>A day, a time of day, or both; null when the number is none.</summary>
    /// <param name="number">Days.</param>
    /// <param name="daysBefore">How much later than 1899-12-30 the workbook's days begin.</param>
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

        // A day's fraction is seldom a whole second.
        var day = Math.Floor(number);
        var seconds = (long)Math.Round((number - day) * SecondsPerDay);
        var time = DateTime.FromOADate(day + daysBefore + (daysBefore == 0 && day < LeapDayOf1900 ? 1 : 0)).AddSeconds(seconds);
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>The time of day; null when the number is none.</summary>
    public static string? Clock(double number) =>
        number is >= 0 and < MaxDay ? Hours((long)Math.Round((number - Math.Floor(number)) * SecondsPerDay) % SecondsPerDay) : null;

    /// <summary>A duration, in hours; null where Excel shows none.</summary>
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
