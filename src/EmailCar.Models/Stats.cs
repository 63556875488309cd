using System.Globalization;

namespace EmailCar;

/// <summary>How many emails were requested, delivered and failed (docs/service.md, mail/stats).</summary>
public sealed class Stats
{
    /// <summary>Counts of a range of days, or of a task id.</summary>
    public Stats(DateTime? startDate, DateTime? endDate, long? id, long requested, long succeeded, long failed)
    {
        StartDate = startDate;
        EndDate = endDate;
        Id = id;
        Requested = requested;
        Succeeded = succeeded;
        Failed = failed;
    }

    /// <summary>First day counted, in the service's time zone (UTC+8); null for all.</summary>
    public DateTime? StartDate { get; }

    /// <summary>Last day counted, in the service's time zone (UTC+8); null for all.</summary>
    public DateTime? EndDate { get; }

    /// <summary>Task id counted; null when the days decide.</summary>
    public long? Id { get; }

    /// <summary>Emails requested.</summary>
    public long Requested { get; }

    /// <summary>Emails delivered.</summary>
    public long Succeeded { get; }

    /// <summary>Emails that failed.</summary>
    public long Failed { get; }

    /// <summary>Emails neither delivered nor failed yet.</summary>
    public long Pending => Math.Max(0, Requested - Succeeded - Failed);

    /// <summary>Delivered emails per requested email, 0 to 1; null when none was requested.</summary>
    public double? SuccessRate => Requested > 0 ? (double)Succeeded / Requested : null;

    /// <summary>The counts on one line.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "Requested {0}, succeeded {1}, failed {2}, pending {3}", Requested, Succeeded, Failed, Pending);
}
