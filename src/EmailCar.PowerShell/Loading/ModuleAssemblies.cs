using System.Reflection;
using System.Runtime.Loader;

namespace EmailCar.Loading;

/// <summary>
/// Finds the module's private assemblies in lib/, and separates them from those of other modules. Uses no PowerShell type,
/// so that it can be tested without PowerShell.
/// </summary>
internal sealed class ModuleAssemblies
{
    /// <summary>The assembly next to the root assembly, loaded with it, so that scripts can use its types. Both contexts share the one copy.</summary>
    internal const string Models = "EmailCar.Models";

    /// <summary>The private assemblies that the root assembly references.</summary>
    private static readonly string[] Own = ["EmailCar.Client", "EmailCar.Sandbox"];

    private static readonly object Gate = new();
    private static bool _installed;

    private static readonly bool HasLoadContexts = Type.GetType("System.Runtime.Loader.AssemblyLoadContext") is not null;

    /// <summary>The prefix of the root assembly's name, common to all versions.</summary>
    private const string Root = "EmailCar.PowerShell-";

    private readonly string _folder;

    /// <summary>The folder in lib/ for this PowerShell.</summary>
    private static string Target => HasLoadContexts ? "net8.0" : "netstandard2.0";

    private ModuleAssemblies(string folder) => _folder = folder;

    /// <summary>Finds the first file that is needed but missing or empty, as after an incomplete copy.</summary>
    /// <param name="moduleFolder">The folder that contains lib/.</param>
    /// <returns>The path; null if no file is missing.</returns>
    public static string? FindMissing(string moduleFolder)
    {
        using var list = new StreamReader(typeof(ModuleAssemblies).Assembly.GetManifestResourceStream("EmailCar.lib.txt")!);
        var prefix = $"lib/{Target}/";
        return list.ReadToEnd()
            .Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Prepend(Models + ".dll")
            .Select(name => Path.Combine(moduleFolder, name.Replace('/', Path.DirectorySeparatorChar)))
            .FirstOrDefault(file => new FileInfo(file) is not { Exists: true, Length: > 0 });
    }

    /// <summary>
    /// Finds another version of the module that was imported before this one, in this session or another one of the process: its models are
    /// in the default context, which can only have one version.
    /// </summary>
    /// <returns>Its root assembly; null if this version was the first or there is no other.</returns>
    public static Assembly? FindOther()
    {
        lock (Gate)
        {
            return _installed
                ? null
                : AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a =>
                    a != typeof(ModuleAssemblies).Assembly && a.GetName().Name!.StartsWith(Root, StringComparison.Ordinal));
        }
    }

    /// <summary>Resolves the module's private assemblies from now on. A second call has no effect.</summary>
    /// <param name="moduleFolder">The folder that contains lib/.</param>
    public static void Install(string moduleFolder)
    {
        lock (Gate)
        {
            if (_installed)
            {
                return;
            }

            _installed = true;
        }

        Assembly.LoadFrom(Path.Combine(moduleFolder, Models + ".dll"));

        // The two branches are separate methods, because .NET Framework has no AssemblyLoadContext to compile against.
        var folder = Path.Combine(moduleFolder, "lib", Target);
        if (HasLoadContexts)
        {
            InstallContext(folder);
        }
        else
        {
            var assemblies = new ModuleAssemblies(folder);
            AppDomain.CurrentDomain.AssemblyResolve += (_, request) => assemblies.Resolve(request);
        }
    }

    private static void InstallContext(string folder)
    {
        var context = new ModuleLoadContext(folder);
        AssemblyLoadContext.Default.Resolving += (_, name) => Own.Contains(name.Name) ? context.LoadOwn(name.Name!) : null;
    }

    /// <summary>Resolves assemblies on .NET Framework, only for the module's own assemblies.</summary>
    private Assembly? Resolve(ResolveEventArgs request)
    {
        var name = new AssemblyName(request.Name).Name!;
        if (name == Models)
        {
            return typeof(SendResult).Assembly;
        }

        var file = Path.Combine(_folder, name + ".dll");
        return (Own.Contains(name) || IsOwn(request.RequestingAssembly)) && File.Exists(file) ? Assembly.LoadFile(file) : null;
    }

    private bool IsOwn(Assembly? assembly) =>
        assembly is { IsDynamic: false }
        && (assembly == typeof(ModuleAssemblies).Assembly
            || string.Equals(Path.GetDirectoryName(assembly.Location), _folder, StringComparison.OrdinalIgnoreCase));
}
