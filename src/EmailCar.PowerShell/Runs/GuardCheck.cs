using System.Globalization;
using EmailCar.Commands;
using EmailCar.Guarding;

namespace EmailCar.Runs;

/// <summary>Looks at the staging guard before a run.</summary>
internal static class GuardCheck
{
    /// <summary>Shows the guard. One that the machine was given after the connection was made ends the cmdlet.</summary>
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
