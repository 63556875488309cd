using System.Management.Automation;

namespace EmailCar.Benchmarks.Reporting;

/// <summary>Creates deliveries of 31 days one by one, and inspects the process from time to time.</summary>
[Cmdlet(VerbsCommon.New, "Delivery")]
public sealed class NewDeliveryCommand : PSCmdlet
{
    private const int Days = 31;
    private const int Looks = 5;

    /// <summary>The number of deliveries.</summary>
    [Parameter(Mandatory = true)]
    public int Count { get; set; }

    /// <summary>The inspection, called five times in the meantime.</summary>
    [Parameter(Mandatory = true)]
    public Action Look { get; set; } = null!;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // The module's own types, which this program does not reference.
        var models = AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == "EmailCar.Models");
        var create = models.GetType("EmailCar.Delivery")!.GetConstructors().Single();
        var statuses = Enum.GetValues(models.GetType("EmailCar.DeliveryStatus")!);
        var start = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.FromHours(8));
        for (var i = 0; i < Count; i++)
        {
            var status = statuses.GetValue(i % 10 == 0 ? 3 : 2);
            WriteObject(create.Invoke(
            [
                (long?)i, $"user{i}@domain{i % 500}.cn", $"Subject {i}", "support@example.com", "Example", "support@example.com",
                (DateTimeOffset?)start.AddDays(i % Days), status, (long)(i % 3), "", "", i % 10 == 0 ? $"550 <user{i}@domain{i % 500}.cn>: reason {i % 70} of id {i:x12}" : "",
            ]));
            if ((i + 1) % (Count / Looks) == 0)
            {
                Look();
            }
        }
    }
}
