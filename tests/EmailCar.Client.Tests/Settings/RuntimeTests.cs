using System.Reflection;
using System.Runtime.Versioning;

namespace EmailCar.Client.Tests.Settings;

/// <summary>The runtime that these tests run on.</summary>
public sealed class RuntimeTests
{
    [Fact]
    public void The_tests_run_on_the_version_of_DotNet_that_they_are_built_for()
    {
        var built = typeof(RuntimeTests).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName;
        Assert.Contains($",Version=v{Environment.Version.Major}.", built, StringComparison.Ordinal);
    }
}
