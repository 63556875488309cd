namespace EmailCar.PowerShell.Tests.Servers;

/// <summary>A fact that needs a real mail server: Postfix, which only root can start.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostfixFactAttribute : FactAttribute
{
    public PostfixFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Postfix.Program) || !File.Exists(Postfix.PasswordProgram))
        {
            Skip = "Postfix is not installed: apt-get install postfix sasl2-bin.";
        }
        else if (!Environment.IsPrivilegedProcess)
        {
            Skip = "Only root can start Postfix.";
        }
        else if (!MailReader.IsAvailable)
        {
            Skip = "Messages are read by the email package of Python: apt-get install python3.";
        }
    }
}
