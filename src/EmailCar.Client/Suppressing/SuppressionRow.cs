using System.Globalization;

namespace EmailCar.Suppressing;

/// <summary>A row of a suppression list as it is stored.</summary>
internal sealed record SuppressionRow(string To, string Reason, string Source, DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>The columns, in the order that a new list has.</summary>
    public static readonly string[] Columns = ["To", "Reason", "Source", "Since", "Until"];

    private const string Manual = "Manual", Delivery = "Delivery ", Removed = "Removed ", Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Longer messages of mail servers contain no more information.</summary>
    private const int MaxReason = 300;

    /// <summary>Whether the row is a failure that counts.</summary>
    public bool IsFailure => Source.StartsWith(Delivery, StringComparison.OrdinalIgnoreCase);

    /// <summary>Creates a row for an address added by hand.</summary>
    public static SuppressionRow ByHand(SuppressionRequest request, DateTimeOffset now) =>
        new(request.Address, Plain(request.Reason), Manual, Whole(now), request.Until is { } until ? Whole(until) : null);

    /// <summary>Creates a row for a failed delivery.</summary>
    public static SuppressionRow Failure(SuppressionRequest request, DateTimeOffset at, DateTimeOffset? until) =>
        new(request.Address, Plain(request.Reason), Delivery + Number(request), Whole(at), until is { } end ? Whole(end) : null);

    /// <summary>Returns whether the row comes from this delivery, even if the row was removed.</summary>
    public bool IsOf(SuppressionRequest request) =>
        Source.Equals(Delivery + Number(request), StringComparison.OrdinalIgnoreCase) || Source.Equals(Removed + Number(request), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the row as it is after a removal. It keeps the delivery's id, so that the same delivery does not add the address again.
    /// </summary>
    public SuppressionRow Remove(DateTimeOffset now) =>
        this with { Source = Removed + Source.Substring(Delivery.Length), Until = Until is { } until && until < now ? until : Whole(now) };

    /// <summary>Returns whether the row suppresses its address.</summary>
    public bool IsActive(DateTimeOffset now) => Until is not { } until || until > now;

    /// <summary>Returns the value of a column.</summary>
    public string Field(string column) => column.ToUpperInvariant() switch
    {
        "TO" => To,
        "REASON" => Reason,
        "SOURCE" => Source,
        "SINCE" => Text(Since),
        "UNTIL" => Text(Until),
        _ => "",
    };

    /// <summary>Parses a time in the form that the module or Excel writes. A time without an offset is UTC.</summary>
    /// <returns>False if the text is not a time.</returns>
    public static bool TryTime(string text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        var isTime = DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, utc, out var read)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out read);
        time = isTime ? read : null;
        return isTime;
    }

    private static string Text(DateTimeOffset? time) => time?.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture) ?? "";

    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static string Number(SuppressionRequest request) => request.DeliveryId?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Makes one line. The text comes from mail servers, so it must not start a formula in a spreadsheet.</summary>
    private static string Plain(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        line = line.Length > MaxReason ? line.Substring(0, MaxReason) : line;
        return line.Length > 0 && line[0] is ('=' or '+' or '-' or '@') ? "'" + line : line;
    }
}
