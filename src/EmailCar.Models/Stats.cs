using System.Globalization;

namespace EmailCar;

/// <summary>The number of emails that were requested, delivered and failed (docs/service.md, mail/stats).</summary>
public sealed class Stats
{
    /// <summary>Creates the counts for a range of days, or for a task id.</summary>
    public Stats(DateTime? startDate, DateTime? endDate, long? id, long requested, long succeeded, long failed)
    {
        StartDate = startDate;
        EndDate = endDate;
        Id = id;
        Requested = requested;
        Succeeded = succeeded;
        Failed = failed;
    }

    /// <summary>The first day, in the service's time zone (UTC+8); null for all days.</summary>
    public DateTime? StartDate { get; }

    /// <summary>The last day, in the service's time zone (UTC+8); null for all days.</summary>
    public DateTime? EndDate { get; }

    /// <summary>The task id; null if the counts are for days.</summary>
    public long? Id { get; }

    /// <summary>The number of requested emails.</summary>
    public long Requested { get; }

    /// <summary>The number of delivered emails.</summary>
    public long Succeeded { get; }

    /// <summary>The number of failed emails.</summary>
    public long Failed { get; }

    /// <summary>The number of emails that are neither delivered nor failed.</summary>
    public long Pending => Math.Max(0, Requested - Succeeded - Failed);

    /// <summary>Delivered emails per requested email, 0 to 1; null if none were requested.</summary>
    public double? SuccessRate => Requested > 0 ? (double)Succeeded / Requested : null;

    /// <summary>Returns the counts on one line.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "Requested {0}, succeeded {1}, failed {2}, pending {3}", Requested, Succeeded, Failed, Pending);
}
