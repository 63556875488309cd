using System.Runtime.InteropServices;

namespace EmailCar.Client.Tests.Support;

/// <summary>A fact that can only be tested on Linux.</summary>
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
