using System.Management.Automation;

namespace EmailCar.Commands;

/// <summary>How many mails were asked for and what became of them.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarStats"), OutputType(typeof(Stats))]
public sealed class GetEmailCarStatsCommand : ByIdCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!IsById)
        {
            WriteObject(Ask((client, token) => client.GetStatsAsync(Days, token)));
        }
    }

    internal override void Take(long id, string? recipient)
    {
        if (TryAsk(id, (client, token) => client.GetStatsAsync(new DeliveryQuery { Id = id }, token), out var stats))
        {
            WriteObject(stats);
        }
    }
}
