using System.Management.Automation.Runspaces;
using EmailCar.Sandbox;

namespace EmailCar.BaseCommands;

/// <summary>A cmdlet that needs this session's sandbox.</summary>
public abstract class SandboxCommand : EmailCarCommand
{
    /// <summary>The sandbox; without one, the cmdlet ends with an error.</summary>
    internal SandboxServer FindSandbox()
    {
        if (PerRunspace<SandboxServer>.Find(Runspace.DefaultRunspace) is { } sandbox)
        {
            return sandbox;
        }

        ThrowTerminatingError(Errors.SandboxNotRunning(MyInvocation.MyCommand.Name));
        throw new InvalidOperationException(); // never reached: the line above does not return
    }
}
