using System.Reflection;
using System.Runtime.Loader;

namespace EmailCar.Loading;

/// <summary>The context of the module's private assemblies on PowerShell 7. Not public: .NET Framework lacks its base.</summary>
internal sealed class ModuleLoadContext(string folder) : AssemblyLoadContext
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>
    /// Loads one of the module's own assemblies by its path. By its name, a missing one would be requested from the default
    /// context, which requests it here, until the stack overflows.
    /// </summary>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    public Assembly LoadOwn(string name) => LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == ModuleAssemblies.Models)
        {
            return typeof(SendResult).Assembly;
        }

        var file = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(file) && !FrameworkHas(assemblyName) ? LoadFromAssemblyPath(file) : null;
    }

    /// <summary>
    /// What the framework has in a sufficient version comes from there: a second System.Diagnostics.DiagnosticSource,
    /// for one, breaks HttpClient.
    /// </summary>
    private static bool FrameworkHas(AssemblyName name)
    {
        var file = Path.Combine(Framework, name.Name + ".dll");
        return File.Exists(file) && GetAssemblyName(file).Version >= name.Version;
    }
}
