using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Failures;

namespace EmailCar.Commands;

/// <summary>Gets the remaining points of one or several accounts.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarBalance"), OutputType(typeof(Balance))]
public sealed class GetEmailCarBalanceCommand : ConnectedCommand
{
    /// <inheritdoc/>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Login]
    public override PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsDefault]
    public override Uri? Endpoint { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Reconnect();
        var account = Connection.UserName;
        try
        {
            WriteObject(Await(Connection.Client.GetBalanceAsync));
        }
        catch (EmailCarException e) when (MyInvocation.ExpectingInput)
        {
            // Other accounts may still work.
            WriteError(Errors.Failure(e, account));
        }
        catch (EmailCarException e)
        {
            ThrowTerminatingError(Errors.Failure(e, account));
        }
    }
}
