using System.Management.Automation.Runspaces;
using EmailCar.Sandbox;

namespace EmailCar.BaseCommands;

/// <summary>Base class for cmdlets that need the sandbox of this session.</summary>
public abstract class SandboxCommand : EmailCarCommand
{
    /// <summary>Returns the sandbox; if there is none, the cmdlet ends with an error.</summary>
    internal SandboxServer FindSandbox()
    {
        if (PerRunspace<SandboxServer>.Find(Runspace.DefaultRunspace) is { } sandbox)
        {
            return sandbox;
        }

        ThrowTerminatingError(Errors.SandboxNotRunning(MyInvocation.MyCommand.Name));
        throw new InvalidOperationException(); // not reached: the line above does not return
    }
}
