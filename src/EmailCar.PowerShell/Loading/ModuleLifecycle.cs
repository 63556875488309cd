using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.Sandbox;

namespace EmailCar.Loading;

/// <summary>Runs when PowerShell imports and removes the module.</summary>
public sealed class ModuleLifecycle : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Makes the private assemblies available, without loading them.</summary>
    /// <exception cref="RuntimeException">Another version of the module is loaded in this process, or a file is missing.</exception>
    public void OnImport()
    {
        var own = typeof(ModuleLifecycle).Assembly;
        if (ModuleAssemblies.FindOther() is { } other)
        {
            var error = Errors.AnotherVersionLoaded(own, other);
            throw new RuntimeException(error.ErrorDetails.Message, error.Exception, error);
        }

        var folder = Path.GetDirectoryName(own.Location)!;
        if (ModuleAssemblies.FindMissing(folder) is { } file)
        {
            var error = Errors.ModuleIncomplete(file);
            throw new RuntimeException(error.ErrorDetails.Message, error.Exception, error);
        }

        ModuleAssemblies.Install(folder);
    }

    /// <summary>Closes the runspace's connection and sandbox. The assemblies stay loaded, because other runspaces may use them.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        PerRunspace<Connection>.Remove(Runspace.DefaultRunspace);
        PerRunspace<SandboxServer>.Remove(Runspace.DefaultRunspace);
    }
}
