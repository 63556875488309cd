using System.Management.Automation;

namespace EmailCar.Commands;

/// <summary>Points left on the account.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarBalance"), OutputType(typeof(Balance))]
public sealed class GetEmailCarBalanceCommand : ConnectedCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Ask((client, token) => client.GetBalanceAsync(token)));
}
