using System.Globalization;

namespace EmailCar.Suppressing;

/// <summary>A row of a suppression list as it is kept.</summary>
internal sealed record SuppressionRow(string To, string Reason, string Source, DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>The columns, in the order of a new list.</summary>
    public static readonly string[] Columns = ["To", "Reason", "Source", "Since", "Until"];

    private const string Manual = "Manual", Delivery = "Delivery ", Removed = "Removed ", Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Longer messages of mail servers say no more.</summary>
    private const int MaxReason = 300;

    /// <summary>True when it is a failure that counts.</summary>
    public bool IsFailure => Source.StartsWith(Delivery, StringComparison.OrdinalIgnoreCase);

    /// <summary>A row that somebody adds.</summary>
    public static SuppressionRow ByHand(SuppressionRequest request, DateTimeOffset now) =>
        new(request.Address, Plain(request.Reason), Manual, Whole(now), request.Until is { } until ? Whole(until) : null);

    /// <summary>A row for a delivery that failed.</summary>
    public static SuppressionRow Failure(SuppressionRequest request, DateTimeOffset at, DateTimeOffset? until) =>
        new(request.Address, Plain(request.Reason), Delivery + Number(request), Whole(at), until is { } end ? Whole(end) : null);

    /// <summary>True when the row is this delivery's, even one that somebody has removed.</summary>
    public bool IsOf(SuppressionRequest request) =>
        Source.Equals(Delivery + Number(request), StringComparison.OrdinalIgnoreCase) || Source.Equals(Removed + Number(request), StringComparison.OrdinalIgnoreCase);

    /// <summary>The row of a delivery once somebody has removed it: so that the same delivery does not add it again.</summary>
    public SuppressionRow Remove(DateTimeOffset now) =>
        this with { Source = Removed + Source.Substring(Delivery.Length), Until = Until is { } until && until < now ? until : Whole(now) };

    /// <summary>True when nothing is sent because of it.</summary>
    public bool IsActive(DateTimeOffset now) => Until is not { } until || until > now;

    /// <summary>The value of a column.</summary>
    public string Field(string column) => column.ToUpperInvariant() switch
    {
        "TO" => To,
        "REASON" => Reason,
        "SOURCE" => Source,
        "SINCE" => Text(Since),
        "UNTIL" => Text(Until),
        _ => "",
    };

    /// <summary>Reads a time as it is written, or as Excel writes it; without an offset it is UTC.</summary>
    /// <returns>False when it is none.</returns>
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

    /// <summary>One line. Mail servers write the text, so nothing in it may be a formula to a spreadsheet.</summary>
    private static string Plain(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        line = line.Length > MaxReason ? line.Substring(0, MaxReason) : line;
        return line.Length > 0 && line[0] is ('=' or '+' or '-' or '@') ? "'" + line : line;
    }
}
