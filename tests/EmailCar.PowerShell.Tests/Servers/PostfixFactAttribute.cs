using System.Runtime.InteropServices;

namespace EmailCar.PowerShell.Tests.Servers;

/// <summary>A fact about what comes through a real mail server: Postfix, which root alone can start.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed partial class PostfixFactAttribute : FactAttribute
{
    public PostfixFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Postfix.Program) || !File.Exists(Postfix.PasswordProgram))
        {
            Skip = "Postfix is not installed: apt-get install postfix sasl2-bin.";
        }
        else if (EffectiveUser() != 0)
        {
            Skip = "Only root can start Postfix.";
        }
        else if (!MailReader.IsAvailable)
        {
            Skip = "Messages are read by the email package of Python: apt-get install python3.";
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();
}
