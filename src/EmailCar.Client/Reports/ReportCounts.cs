namespace EmailCar.Reports;

/// <summary>How many emails of some days were delivered, failed and opened.</summary>
public sealed class ReportCounts
{
    /// <summary>Emails that the recipient's server accepted.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Emails that will not arrive: failed, or rejected before they were sent.</summary>
    public long Failed { get; internal set; }

    /// <summary>Emails without an outcome yet.</summary>
    public long Pending { get; internal set; }

    /// <summary>Emails that were opened at least once, where opens are tracked.</summary>
    public long Opened { get; internal set; }

    /// <summary>All of these emails.</summary>
    public long Total => Delivered + Failed + Pending;

    /// <summary>Delivered emails as a share of all, 0 to 1; null without emails.</summary>
    public double? SuccessRate => Total > 0 ? (double)Delivered / Total : null;

    /// <summary>Emails that deliveries are known of; with results, it shows which of them have none yet.</summary>
    internal long Listed { get; set; }

    /// <summary>Emails that were submitted by the results that came in.</summary>
    internal long Submitted { get; set; }

    internal void Add(ReportCounts other)
    {
        Delivered += other.Delivered;
        Failed += other.Failed;
        Pending += other.Pending;
        Opened += other.Opened;
        Listed += other.Listed;
        Submitted += other.Submitted;
    }

    internal void Add(Delivery delivery)
    {
        Listed++;
        Opened += delivery.OpenCount > 0 ? 1 : 0;
        switch (delivery.Status)
        {
            case DeliveryStatus.Delivered:
                Delivered++;
                break;
            case DeliveryStatus.Failed:
                Failed++;
                break;
            default:
                Pending++;
                break;
        }
    }
}
