using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.BaseCommands;
using EmailCar.Sandbox;

namespace EmailCar.Commands;

/// <summary>Stops this session's sandbox and deletes what it received.</summary>
[Cmdlet(VerbsLifecycle.Stop, "EmailCarSandbox", SupportsShouldProcess = true), OutputType(typeof(void))]
public sealed class StopEmailCarSandboxCommand : EmailCarCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (PerRunspace<SandboxServer>.Find(Runspace.DefaultRunspace) is not { } sandbox)
        {
            WriteVerbose(Strings.SandboxNotRunning);
        }
        else if (ShouldProcess(sandbox.Endpoint.AbsoluteUri, Strings.ShouldStopSandbox))
        {
            PerRunspace<SandboxServer>.Remove(Runspace.DefaultRunspace);
        }
    }
}
