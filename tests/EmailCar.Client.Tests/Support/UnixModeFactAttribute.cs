namespace EmailCar.Client.Tests.Support;

/// <summary>A fact about the modes of files, which the client sets on Unix, and there on .NET alone.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixModeFactAttribute : FactAttribute
{
    public UnixModeFactAttribute()
    {
#if NET
        if (OperatingSystem.IsWindows())
        {
            Skip = "On Windows, a file is for those that its folder is for.";
        }
#else
        Skip = "The client for .NET Framework is for Windows, where a file is for those that its folder is for.";
#endif
    }
}
