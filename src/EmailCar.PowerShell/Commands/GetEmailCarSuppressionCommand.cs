using System.Management.Automation;
using EmailCar.Addresses;
using EmailCar.BaseCommands;
using EmailCar.Rows;

namespace EmailCar.Commands;

/// <summary>Gets the addresses of a suppression list.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarSuppression"), OutputType(typeof(Suppression))]
public sealed class GetEmailCarSuppressionCommand : SuppressionCommand
{
    /// <summary>The addresses to look for; all addresses by default.</summary>
    [Parameter(Position = 0)]
    public string[]? To { get; set; }

    /// <summary>Also returns rows that do not suppress an address: those that have ended, and first failures.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var wanted = BlankIsDefaultAttribute.IsBlank(To) ? null
            : new HashSet<string>(To.SelectMany(MailReader.Split).Select(text => AddressIdentity.Of(AddressReading.Of(text).Address)), StringComparer.Ordinal);
        foreach (var row in Use(list => list.Read(DateTimeOffset.Now)))
        {
            if ((All || row.Active) && wanted?.Contains(AddressIdentity.Of(row.To)) != false)
            {
                WriteObject(row);
            }
        }
    }
}
