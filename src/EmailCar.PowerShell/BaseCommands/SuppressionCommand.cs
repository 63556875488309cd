using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.Suppressing;

namespace EmailCar.BaseCommands;

/// <summary>Base class for cmdlets that use a suppression list.</summary>
public abstract class SuppressionCommand : EmailCarCommand
{
    private string? _path;

    /// <summary>The path of the list, a CSV file; the default is the list of the connection.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? Path { get; set; }

    /// <summary>The path of the list; if there is none, the cmdlet ends with an error.</summary>
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

    /// <summary>Uses the list. A failure ends the cmdlet, as does a stop while other processes change the list.</summary>
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
            throw; // not reached: the line above does not return
        }
    }
}
