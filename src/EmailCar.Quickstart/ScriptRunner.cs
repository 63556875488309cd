using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;
using EmailCar.Quickstart.Hosting;
using Microsoft.PowerShell;

namespace EmailCar.Quickstart;

/// <summary>Runs one script in a runspace of its own and tells how it ended, the way <c>pwsh -File</c> does.</summary>
internal sealed partial class ScriptRunner : IDisposable
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    private readonly ConsoleHost _host = new();
    private readonly Runspace _runspace;
    private readonly PowerShell _shell;
    private int _stopRequests;

    /// <param name="modulePath">A folder of modules to be found before any others; null for none.</param>
    public ScriptRunner(string? modulePath)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        SuppliedCommands.AddMissing(state);

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        if (modulePath is not null)
            PrependModulePath(modulePath);
        _shell = PowerShell.Create(_runspace);
    }

    /// <summary>Runs the script to its end and returns the exit code of the process.</summary>
    public int Run(string script, IEnumerable<string> arguments)
    {
        // `exit 3` in a script that is called leaves no trace but $LASTEXITCODE, where a native command may have left its own;
        // only $? tells the two apart.
        var path = CodeGeneration.EscapeSingleQuotedStringContent(script);
        _shell.AddScript($"& '{path}' @args; if (-not $?) {{ $Host.SetShouldExit($(if ($LASTEXITCODE) {{ $LASTEXITCODE }} else {{ {Failed} }})) }}");

        var command = _shell.Commands.Commands[0];
        foreach (var argument in arguments)
            command.Parameters.Add(ToParameter(argument));
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        _shell.AddCommand("Out-Default");

        try
        {
            if (!StopRequested)
                _shell.Invoke();
        }
        catch (PipelineStoppedException) when (StopRequested)
        {
            // The exit code says it.
        }
        catch (RuntimeException e)
        {
            Show(e.ErrorRecord);
            _host.SetShouldExit(Failed);
        }
        finally
        {
            _host.Finish();
        }
        return StopRequested ? Interrupted : _host.ExitCode;
    }

    /// <summary>Asks the running script to stop, its <c>finally</c> blocks included. False when that has been asked before.</summary>
    public bool TryStop()
    {
        if (Interlocked.Increment(ref _stopRequests) > 1)
            return false;

        // Not waited for: the thread that delivers Ctrl+C must stay free for the next one.
        _ = Task.Run(_shell.Stop);
        return true;
    }

    public void Dispose()
    {
        _shell.Dispose();
        _runspace.Dispose();
    }

    private bool StopRequested => Volatile.Read(ref _stopRequests) > 0;

    private static CommandParameter ToParameter(string argument)
    {
        var match = ParameterName().Match(argument);
        if (!match.Success)
            return new CommandParameter(name: null, argument);

        // "-Name:value" carries its value with it; after "-Name" the binder takes the next argument, unless it is a switch.
        var name = match.Value;
        return new CommandParameter(name, name.Length < argument.Length ? argument[name.Length..] : null);
    }

    // A letter must follow the dash: -5 is a number.
    [GeneratedRegex("^-[A-Za-z_][A-Za-z0-9_]*(?::|$)", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();

    // After the runspace has opened: on opening, the engine puts the user's own modules in front of whatever it finds.
    private static void PrependModulePath(string modulePath)
    {
        const string Variable = "PSModulePath";
        Environment.SetEnvironmentVariable(Variable, modulePath + Path.PathSeparator + Environment.GetEnvironmentVariable(Variable));
    }

    private void Show(ErrorRecord error)
    {
        // Given to Out-Default, a record passes for output; written to an error stream anew, it would lose its position in the script.
        _host.WriteOutputAsError();
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default").Invoke(new[] { error });
    }
}
