using System.Globalization;

namespace EmailCar.Lists;

/// <summary>A cell's value as a person would type it.</summary>
internal static class CellText
{
    /// <summary>The day after the last one that Excel knows.</summary>
    public const int MaxDay = 2958466;

    /// <summary>The value as text, as Excel writes it into a CSV where that does not depend on the country.</summary>
    /// <param name="value">What the cell holds.</param>
    /// <param name="format">How its column shows numbers.</param>
    /// <param name="daysBefore">How much later than 1899-12-30 the workbook's days begin.</param>
    public static string Of(object? value, NumberFormat format, int daysBefore) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "TRUE" : "FALSE",
        double number => format.Text(number, daysBefore),
        DateTime time => Of(time, daysBefore),
        TimeSpan time => Of(time, daysBefore),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A day, a time of day, or both.</summary>
    public static string Of(DateTime time, int daysBefore)
    {
        // A day's fraction is seldom a whole second.
        var seconds = (time.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond;
        time = new DateTime(seconds * TimeSpan.TicksPerSecond);
        var isTimeOfDay = time.Date == DateTime.FromOADate(0);
        var format = isTimeOfDay && time.TimeOfDay > TimeSpan.Zero ? "HH:mm:ss"
            : time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
            : "yyyy-MM-dd HH:mm:ss";
        return (isTimeOfDay ? time : time.AddDays(daysBefore)).ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A duration; or a moment of which the sheet shows the time of day alone.</summary>
    private static string Of(TimeSpan time, int daysBefore)
    {
        const int Year = 366;
        if (Math.Abs(time.TotalDays) is >= Year and < MaxDay)
        {
            return Of(DateTime.FromOADate(time.TotalDays), daysBefore);
        }

        var seconds = (long)Math.Round(time.TotalSeconds);
        return string.Format(CultureInfo.InvariantCulture, "{0:00}:{1:00}:{2:00}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
