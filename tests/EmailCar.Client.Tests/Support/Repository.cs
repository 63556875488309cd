using System.Reflection;

namespace EmailCar.Client.Tests.Support;

/// <summary>The folders of the build output.</summary>
internal static class Repository
{
    public static string Root => Named("RepositoryRoot");

    /// <summary>The assembled module.</summary>
    public static string Module => Named("ModuleDirectory");

    /// <summary>Debug or Release, the same as these tests.</summary>
    public static string Configuration =>
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string Named(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
