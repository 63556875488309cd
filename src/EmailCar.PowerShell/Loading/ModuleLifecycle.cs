using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EmailCar.Loading;

/// <summary>What happens when PowerShell imports the module, and when it removes it.</summary>
public sealed class ModuleLifecycle : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Lets the private assemblies be found; none is loaded yet.</summary>
    public void OnImport() => ModuleAssemblies.Install(Path.GetDirectoryName(typeof(ModuleLifecycle).Assembly.Location)!);

    /// <summary>Forgets the runspace's connection. The assemblies stay: other runspaces may use them.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => Connections.Remove(Runspace.DefaultRunspace);
}
