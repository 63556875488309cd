using System.Globalization;
using EmailCar.Sandbox.Http;

namespace EmailCar.Sandbox.Service;

/// <summary>The emails that a query returns (docs/service.md, mail/stats): those with one id, those of a range of days in China's time, or all.</summary>
/// <param name="SendId">An id from mail/send; the days are ignored if it is set.</param>
/// <param name="From">The start of the first day, inclusive.</param>
/// <param name="Until">The end of the last day, exclusive.</param>
internal sealed record MailFilter(long? SendId, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Times in requests and responses have no offset; the service is in China.</summary>
    public static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    /// <summary>Reads the filter from a form; false, with the reason, if a field is not valid.</summary>
    public static bool TryRead(Form form, out MailFilter filter, out string fault)
    {
        filter = new MailFilter(null, null, null);
        fault = "";
        if (form["send_id"] is { Length: > 0 } sendId)
        {
            if (!TryReadNumber(sendId, out var id))
            {
                fault = Texts.NotANumber("send_id");
                return false;
            }

            filter = filter with { SendId = id };
            return true;
        }

        if (!TryReadDay(form["start_date"], out var start))
        {
            fault = Texts.NotADate("start_date");
            return false;
        }

        if (!TryReadDay(form["end_date"], out var end))
        {
            fault = Texts.NotADate("end_date");
            return false;
        }

        filter = new MailFilter(null, start, end?.AddDays(1));
        return true;
    }

    /// <summary>Reads a number that consists only of digits and is at least 1.</summary>
    public static bool TryReadNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    private static bool TryReadDay(string text, out DateTimeOffset? day)
    {
        day = null;
        if (text.Length == 0)
        {
            return true;
        }

        // At either end of the calendar, there is no room for the offset and the next day.
        var isDay = DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is > 1 and < 9999;
        day = isDay ? new DateTimeOffset(date, ChinaTime) : null;
        return isDay;
    }
}
