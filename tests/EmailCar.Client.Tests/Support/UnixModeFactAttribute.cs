namespace EmailCar.Client.Tests.Support;

/// <summary>A fact about file modes, which the client sets only on .NET on Unix.</summary>
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
