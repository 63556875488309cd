using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.BaseCommands;

namespace EmailCar.Commands;

/// <summary>Closes this session's connection to EmailCar.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "EmailCar"), OutputType(typeof(void))]
public sealed class DisconnectEmailCarCommand : EmailCarCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!PerRunspace<Connection>.Remove(Runspace.DefaultRunspace))
        {
            WriteVerbose(Strings.NotConnected);
        }
    }
}
