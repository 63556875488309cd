using System.Reflection;
using System.Runtime.Loader;

namespace EmailCar.Loading;

/// <summary>
/// Finds the module's private assemblies in lib/, and keeps them apart from those of other modules. Names no type of
/// PowerShell, so that it can be tried without one.
/// </summary>
internal sealed class ModuleAssemblies
{
    /// <summary>Beside the root assembly and loaded with it, so that scripts can name its types. The one copy for both contexts.</summary>
    internal const string Models = "EmailCar.Models";

    /// <summary>The private assemblies that the root assembly itself refers to.</summary>
    private static readonly string[] Own = ["EmailCar.Client", "EmailCar.Sandbox"];

    private static readonly object Gate = new();
    private static bool _installed;

    private static readonly bool HasLoadContexts = Type.GetType("System.Runtime.Loader.AssemblyLoadContext") is not null;

    /// <summary>How the names of all versions of the root assembly begin.</summary>
    private const string Root = "EmailCar.PowerShell-";

    private readonly string _folder;

    /// <summary>The folder in lib/ for this PowerShell.</summary>
    private static string Target => HasLoadContexts ? "net8.0" : "netstandard2.0";

    private ModuleAssemblies(string folder) => _folder = folder;

    /// <summary>Finds the first file that this PowerShell needs and that is missing or empty, as after an incomplete copy.</summary>
    /// <param name="moduleFolder">The folder with lib/ in it.</param>
    /// <returns>Its path; null when nothing is missing.</returns>
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
    /// Another version of the module that was imported before this one: its models are in the default context, where only
    /// one version can be, in this session or in another of the process.
    /// </summary>
    /// <returns>Its root assembly; null when this version was the first or there is no other.</returns>
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

    /// <summary>Answers from now on for the module's private assemblies. A second call changes nothing.</summary>
    /// <param name="moduleFolder">The folder with lib/ in it.</param>
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

        // The two branches stand in methods of their own: .NET Framework has no AssemblyLoadContext to compile against.
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

    /// <summary>For .NET Framework: answers when the module's own assemblies ask, and nobody else.</summary>
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
