namespace EmailCar.Client.Tests.Support;

/// <summary>A fact that can be shown on Linux alone.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    /// <param name="reason">What Linux has for it.</param>
    public LinuxFactAttribute(string reason)
    {
        if (!System.Runtime.InteropServices.RuntimeInformation.IsOSPlatform(System.Runtime.InteropServices.OSPlatform.Linux))
        {
            Skip = "On Linux alone: " + reason;
        }
    }
}
