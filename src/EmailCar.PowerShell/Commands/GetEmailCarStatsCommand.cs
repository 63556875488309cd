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
            Write(Days);
        }
    }

    internal override void Take(long id, string? recipient) => Write(new DeliveryQuery { Id = id });

    private void Write(DeliveryQuery query) => WriteObject(Ask((client, token) => client.GetStatsAsync(query, token)));
}
