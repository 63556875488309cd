using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.Suppressing;

namespace EmailCar.BaseCommands;

/// <summary>A cmdlet on a suppression list.</summary>
public abstract class SuppressionCommand : EmailCarCommand
{
    private string? _path;

    /// <summary>Path of the list, a CSV file; without it, that of the connection.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? Path { get; set; }

    /// <summary>Where the list is; without any path the cmdlet ends.</summary>
    private protected string ListPath
    {
        get
        {
            _path ??= Path is not null
                ? FilePath(Path, Errors.SuppressionNotInFiles)
                : PerRunspace<Connection>.Find(Runspace.DefaultRunspace)?.SuppressionPath;
            if (_path is null)
            {
                ThrowTerminatingError(Errors.SuppressionPathRequired(MyInvocation.MyCommand.Name));
            }

            return _path!;
        }
    }

    /// <summary>Does something with the list. What fails ends the cmdlet, as does a stop while other processes change the list.</summary>
    private protected T Use<T>(Func<SuppressionList, T> work)
    {
        try
        {
            return work(new SuppressionList(ListPath));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (SuppressionException e)
        {
            ThrowTerminatingError(Errors.Suppression(e));
            throw; // never reached: the line above does not return
        }
    }
}
