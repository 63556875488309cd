using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.BaseCommands;
using EmailCar.Sandbox;

namespace EmailCar.Commands;

/// <summary>Gets the sandbox that is running in this session.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarSandbox"), OutputType(typeof(SandboxInfo))]
public sealed class GetEmailCarSandboxCommand : EmailCarCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (PerRunspace<SandboxServer>.Find(Runspace.DefaultRunspace) is { } sandbox)
        {
            WriteObject(SandboxInfo.Of(sandbox));
        }
        else
        {
            WriteVerbose(Strings.SandboxNotRunning);
        }
    }
}
