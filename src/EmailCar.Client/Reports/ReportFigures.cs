namespace EmailCar.Reports;

/// <summary>
/// Counts deliveries and send results one by one: memory grows with the number of days, not with the number of emails. Not thread-safe.
/// </summary>
public sealed class ReportFigures
{
    private const int MaxReasons = 6;
    private const int MaxDomains = 5;

    private readonly ReportPeriod? _period;
    private readonly Dictionary<DateTime, ReportCounts> _days = [];
    private readonly ReportCounts _before = new();
    private readonly ReportCounts _undated = new();
    private readonly Tally _reasons = new();
    private readonly Tally _domains = new();
    private Dictionary<ReportSpan, ReportCounts>? _asked;
    private ReportCounts? _askedBefore;
    private decimal? _points;
    private long _rejected;
    private long _unknown;
    private long _notSent;

    /// <summary>Creates the counts.</summary>
    /// <param name="period">The days to count, and the same number of days before them; null to count everything.</param>
    public ReportFigures(ReportPeriod? period) => _period = period;

    /// <summary>Counts a delivery.</summary>
    public void Add(Delivery delivery)
    {
        if (Find(delivery.SentAt) is not { } counts)
        {
            return;
        }

        counts.Add(delivery);
        if (counts != _before)
        {
            AddDetails(delivery);
        }
    }

    /// <summary>Counts a send result. A submitted email is pending until its delivery is counted.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="time">The time of the result; null if it is not known.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="message">Why the email was not submitted.</param>
    public void Add(SendStatus status, DateTimeOffset? time, string? to, string? message)
    {
        // A skipped email was counted with its earlier result.
        if (status == SendStatus.Skipped || Find(time) is not { } counts)
        {
            return;
        }

        counts.Submitted += status == SendStatus.Submitted ? 1 : 0;
        counts.Failed += status == SendStatus.Rejected ? 1 : 0;
        if (counts == _before)
        {
            return;
        }

        switch (status)
        {
            case SendStatus.Rejected:
                _rejected++;
                AddFailure(message, to);
                break;
            case SendStatus.Unknown:
                _unknown++;
                break;
            case SendStatus.NotSent:
                _notSent++;
                break;
        }
    }

    /// <summary>Sets the remaining points.</summary>
    public void Add(Balance balance) => _points = balance.Email;

    /// <summary>Returns the report on everything that was counted.</summary>
    /// <param name="today">The current day, in the service's time zone (UTC+8).</param>
    /// <param name="hasDetails">False if not all deliveries were read.</param>
    public Report Complete(DateTime today, bool hasDetails = true)
    {
        var period = _period ?? (_days.Count == 0 ? new ReportPeriod(today, today) : new ReportPeriod(_days.Keys.Min(), _days.Keys.Max()));
        Day(period.End).Add(_undated);
        AddPending();
        var columns = period.Split().Select(span => new ReportColumn(span, Counts(span))).ToArray();
        var total = new ReportCounts();
        foreach (var column in columns)
        {
            total.Add(column.Counts);
        }

        _before.Pending += Math.Max(0, _before.Submitted - _before.Listed);
        return new Report(
            period,
            today,
            columns,
            total,
            _askedBefore ?? (_before.Total > 0 ? _before : null),
            _reasons.Top(MaxReasons),
            _domains.Top(MaxDomains),
            hasDetails,
            new ReportTroubles(_rejected, _unknown, _notSent),
            _points);
    }

    /// <summary>Sets the service's own counts of a column; deliveries then only provide reasons and opens.</summary>
    internal void Add(ReportSpan span, Stats stats) => (_asked ??= [])[span] = Counts(stats);

    /// <summary>Sets the service's own counts of the previous period.</summary>
    internal void AddBefore(Stats stats) => _askedBefore = Counts(stats);

    private static ReportCounts Counts(Stats stats) => new() { Delivered = stats.Succeeded, Failed = stats.Failed, Pending = stats.Pending };

    private ReportCounts Counts(ReportSpan span)
    {
        var sum = new ReportCounts();
        for (var day = span.Start; day <= span.End; day = day.AddDays(1))
        {
            if (_days.TryGetValue(day, out var counts))
            {
                sum.Add(counts);
            }

            if (day == DateTime.MaxValue.Date)
            {
                break;
            }
        }

        if (_asked is null)
        {
            return sum;
        }

        var asked = _asked.TryGetValue(span, out var found) ? found : new ReportCounts();
        asked.Opened = sum.Opened;
        return asked;
    }

    /// <summary>
    /// Counts submitted emails without a delivery as pending. Around midnight, a send result and its delivery may have different days, so
    /// no more are counted than are missing in total. The latest emails are the most likely to be missing.
    /// </summary>
    private void AddPending()
    {
        var missing = _days.Values.Sum(counts => counts.Submitted - counts.Listed);
        foreach (var counts in _days.OrderByDescending(day => day.Key).Select(day => day.Value))
        {
            var pending = Math.Min(missing, counts.Submitted - counts.Listed);
            if (pending > 0)
            {
                counts.Pending += pending;
                missing -= pending;
            }
        }
    }

    private void AddDetails(Delivery delivery)
    {
        if (delivery.Status == DeliveryStatus.Failed)
        {
            AddFailure(delivery.FailureMessage, delivery.To);
        }
        else if (Domain(delivery.To) is { } domain)
        {
            _domains.Add(domain, isFailed: false);
        }
    }

    private void AddFailure(string? message, string? to)
    {
        _reasons.Add(FailureText.Of(message) ?? "", isFailed: true);
        if (Domain(to) is { } domain)
        {
            _domains.Add(domain, isFailed: true);
        }
    }

    private static string? Domain(string? to)
    {
        var at = to?.LastIndexOf('@') ?? -1;
        return at >= 0 && at + 1 < to!.Length ? to.Substring(at + 1).Trim().ToLowerInvariant() : null;
    }

    /// <summary>Returns the counts for a time, or null if the time is neither in the period nor in the previous one.</summary>
    private ReportCounts? Find(DateTimeOffset? time)
    {
        if (time is not { } known)
        {
            return _undated;
        }

        var day = EmailCarClient.DayOf(known);
        return _period is null || _period.Contains(day) ? Day(day) : _period.Before?.Contains(day) == true ? _before : null;
    }

    private ReportCounts Day(DateTime day)
    {
        if (!_days.TryGetValue(day, out var counts))
        {
            _days.Add(day, counts = new ReportCounts());
        }

        return counts;
    }
}
