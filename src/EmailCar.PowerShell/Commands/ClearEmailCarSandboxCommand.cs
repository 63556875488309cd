using System.Management.Automation;
using EmailCar.BaseCommands;

namespace EmailCar.Commands;

/// <summary>Deletes everything that was sent to the sandbox.</summary>
[Cmdlet(VerbsCommon.Clear, "EmailCarSandbox", SupportsShouldProcess = true), OutputType(typeof(void))]
public sealed class ClearEmailCarSandboxCommand : SandboxCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var sandbox = FindSandbox();
        if (ShouldProcess(sandbox.Endpoint.AbsoluteUri, Strings.ShouldClearSandbox))
        {
            sandbox.Clear();
        }
    }
}
