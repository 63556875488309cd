namespace EmailCar.Inbox.Tests.Browsing;

/// <summary>A fact that needs a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Executable is null)
        {
            Skip = "No Chromium was found on this machine.";
        }
    }
}
