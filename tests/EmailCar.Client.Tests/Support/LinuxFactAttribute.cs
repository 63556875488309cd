using System.Runtime.InteropServices;

namespace EmailCar.Client.Tests.Support;

/// <summary>A fact about what Linux alone lets a test do.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(string why)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            Skip = why;
        }
    }
}
