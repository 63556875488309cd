namespace EmailCar.Reports;

/// <summary>The number of emails that were delivered, failed and opened on some days.</summary>
public sealed class ReportCounts
{
    /// <summary>Emails that the recipient's server accepted.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Emails that will not arrive: they failed, or were rejected before they were sent.</summary>
    public long Failed { get; internal set; }

    /// <summary>Emails that do not have a result yet.</summary>
    public long Pending { get; internal set; }

    /// <summary>Emails that were opened at least once, if opens are tracked.</summary>
    public long Opened { get; internal set; }

    /// <summary>The number of all these emails.</summary>
    public long Total => Delivered + Failed + Pending;

    /// <summary>Delivered emails as a share of all emails, 0 to 1; null if there are no emails.</summary>
    public double? SuccessRate => Total > 0 ? (double)Delivered / Total : null;

    /// <summary>The emails whose deliveries are known. Compared with the send results, this shows which deliveries are missing.</summary>
    internal long Listed { get; set; }

    /// <summary>The emails that were submitted according to the send results.</summary>
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
