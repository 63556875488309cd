using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.BaseCommands;

namespace EmailCar.Commands;

/// <summary>Gets this session's connection to EmailCar.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarConnection"), OutputType(typeof(Connection))]
public sealed class GetEmailCarConnectionCommand : EmailCarCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (PerRunspace<Connection>.Find(Runspace.DefaultRunspace) is { } connection)
        {
            WriteObject(connection);
        }
        else
        {
            WriteVerbose(Strings.NotConnected);
        }
    }
}
