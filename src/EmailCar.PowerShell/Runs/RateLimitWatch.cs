using EmailCar.BaseCommands;
using EmailCar.RateLimiting;

namespace EmailCar.Runs;

/// <summary>Reports once if the rate limit cannot be shared across processes.</summary>
internal sealed class RateLimitWatch(ConnectedCommand command)
{
    private RateLimitProblem _told;

    public void Tell(SendMessages messages)
    {
        var problem = command.Connection.Client.RateLimitProblem;
        if (problem == _told)
        {
            return;
        }

        _told = problem;
        if (problem == RateLimitProblem.HolderStalls)
        {
            messages.Warn(Strings.LockHolderStalls);
        }
        else if (command.Connection.Client.Settings.RateLimitFolder is not null)
        {
            // A user who specifies a folder wants to share the rate limit with others.
            messages.Warn(Strings.RateLimitFolderUnusable);
        }
        else
        {
            command.WriteVerbose(Strings.RateLimitFolderUnusable);
        }
    }
}
