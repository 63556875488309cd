using System.Reflection;
using System.Runtime.Loader;

namespace EmailCar.Loading;

/// <summary>The context of the module's private assemblies in PowerShell 7. Not public, because .NET Framework lacks the base class.</summary>
internal sealed class ModuleLoadContext(string folder) : AssemblyLoadContext
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>
    /// Loads one of the module's own assemblies by its path. If a missing assembly were loaded by name, the default context would
    /// request it from this context again, until the stack overflows.
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
    /// Assemblies that the framework has in a sufficient version come from the framework: a second
    /// System.Diagnostics.DiagnosticSource, for example, breaks HttpClient.
    /// </summary>
    private static bool FrameworkHas(AssemblyName name)
    {
        var file = Path.Combine(Framework, name.Name + ".dll");
        return File.Exists(file) && GetAssemblyName(file).Version >= name.Version;
    }
}
