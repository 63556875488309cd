namespace EmailCar.Sandbox.Service;

/// <summary>
/// The emails of the days before today, oldest first. Each is computed from its day and its number on that day, so that a history
/// of any length takes no memory, and the same day always has the same emails.
/// </summary>
internal sealed class History
{
    /// <summary>The number of recipients per submission: they share content and time, and thus everything that mail/lists shows.</summary>
    private const int Together = 5;

    private const int FailedOneIn = 25;

    private const int OpenedOneIn = 5;

    private static readonly MailContent[] Contents =
    [
        new("orders@example.com", "示例商店", "support@example.com", "您的订单已发货", CountsOpens: true),
        new("account@example.com", "示例商店", "account@example.com", "请验证您的邮箱地址", CountsOpens: false),
        new("orders@example.com", "示例商店", "support@example.com", "电子发票已开具", CountsOpens: true),
        new("account@example.com", "Example Shop", "account@example.com", "Reset your password", CountsOpens: false),
        new("orders@example.com", "Example Shop", "support@example.com", "Your order has been shipped", CountsOpens: true),
        new("support@example.com", "Example Shop", "support@example.com", "Re: your request", CountsOpens: true),
    ];

    private readonly int _perDay;
    private readonly int _submissionsPerDay;
    private readonly bool _sharesIds;
    private readonly DateTimeOffset _firstDay;

    public History(SandboxOptions options, DateTimeOffset now)
    {
        _perDay = options.HistoryPerDay;
        _submissionsPerDay = (_perDay + Together - 1) / Together;
        _sharesIds = options.IdShape == IdShape.Shared;
        _firstDay = new DateTimeOffset(now.ToOffset(MailFilter.ChinaTime).Date, MailFilter.ChinaTime).AddDays(-options.HistoryDays);
        Count = options.HistoryDays * options.HistoryPerDay;
    }

    public int Count { get; }

    public SentMail this[int index]
    {
        get
        {
            var day = _firstDay.AddDays(index / _perDay);
            var dayNumber = day.Date.Ticks / TimeSpan.TicksPerDay;
            var (submission, position) = (index % _perDay / Together, index % _perDay % Together);

            // Whole milliseconds, because ids are not more precise.
            var sentAt = day + TimeSpan.FromMilliseconds((2 * submission + 1) * 43_200_000L / _submissionsPerDay);
            return new SentMail(
                TaskIds.Before(sentAt) + 1 + (_sharesIds ? 0 : position),
                Recipient(dayNumber * _perDay + index % _perDay),
                Contents[(int)((dayNumber * _submissionsPerDay + submission) % Contents.Length)],
                sentAt);
        }
    }

    private static string Recipient(long number) => (number % FailedOneIn, number % OpenedOneIn) switch
    {
        (7, _) => $"bounce{number}@example.com",
        (_, 4) => $"open{number}@example.com",
        _ => $"user{number}@example.com",
    };
}
