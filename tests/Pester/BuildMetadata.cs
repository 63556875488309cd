using System.Reflection;

namespace EmailCar.Pester;

/// <summary>Paths that were known during the build.</summary>
internal static class BuildMetadata
{
    /// <summary>Returns a value of the project file.</summary>
    public static string Get(string key) =>
        typeof(BuildMetadata).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
