using EmailCar.Sending;

namespace EmailCar.Commands;

/// <summary>Tells once what keeps the pace from being kept across processes.</summary>
internal sealed class PaceWatch(ConnectedCommand command)
{
    private PaceProblem _told;

    public void Tell(SendMessages messages)
    {
        var problem = command.Connection.Client.PaceProblem;
        if (problem == _told)
        {
            return;
        }

        _told = problem;
        if (problem == PaceProblem.HolderHangs)
        {
            messages.Warn(Strings.PaceHolderHangs);
        }
        else if (command.Connection.Client.Settings.PaceFolder is not null)
        {
            // Who names a folder means to share the pace with others.
            messages.Warn(Strings.PaceFolderUnusable);
        }
        else
        {
            command.WriteVerbose(Strings.PaceFolderUnusable);
        }
    }
}
