using System.Globalization;
using EmailCar.Commands;
using EmailCar.Guarding;

namespace EmailCar.Runs;

/// <summary>Checks the staging guard before a run.</summary>
internal static class GuardCheck
{
    /// <summary>Shows the guard. If the machine's guard was set after the connection was created, the cmdlet ends with an error.</summary>
    public static void Run(SendEmailCarMailCommand command)
    {
        var guard = command.Connection.RecipientGuard;
        try
        {
            guard.ThrowUnlessWithin(RecipientGuard.OfMachine());
        }
        catch (GuardException e)
        {
            command.ThrowTerminatingError(Errors.Guard(e));
        }

        if (guard.IsActive)
        {
            command.WriteVerbose(string.Format(CultureInfo.CurrentCulture, Strings.GuardVerbose, guard));
        }
    }
}
