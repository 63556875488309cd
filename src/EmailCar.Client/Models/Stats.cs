namespace EmailCar;

/// <summary>How many mails were asked for and what became of them (docs/service.md, mail/stats).</summary>
/// <param name="StartDate">First day counted, in the service's time zone (UTC+8); null for all.</param>
/// <param name="EndDate">Last day counted, in the service's time zone (UTC+8); null for all.</param>
/// <param name="Id">Task id counted; null when the days decide.</param>
/// <param name="Requested">Mails asked for.</param>
/// <param name="Succeeded">Mails delivered.</param>
/// <param name="Failed">Mails that failed.</param>
public sealed record Stats(DateTime? StartDate, DateTime? EndDate, long? Id, long Requested, long Succeeded, long Failed)
{
    /// <summary>Mails neither delivered nor failed yet.</summary>
    public long Pending => Math.Max(0, Requested - Succeeded - Failed);

    /// <summary>Delivered mails per mail asked for, 0 to 1; null when none was asked for.</summary>
    public double? SuccessRate => Requested > 0 ? (double)Succeeded / Requested : null;
}
