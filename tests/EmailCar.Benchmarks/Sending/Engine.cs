using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using Microsoft.PowerShell;

namespace EmailCar.Benchmarks.Sending;

/// <summary>The real engine in this process, with the assembled module and this program's own commands.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    /// <param name="commands">Cmdlets beside those of the module, by the names they are called by.</param>
    public Engine(params (string Name, Type Cmdlet)[] commands)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        foreach (var (name, cmdlet) in commands)
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, cmdlet, helpFileName: null));
        }

        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        Set("credential", Credential());
        Run("Import-Module $manifest", ("manifest", AssembledModule.Manifest));
    }

    /// <summary>Gives the session a connection without pace.</summary>
    public void Connect(Uri endpoint) => Run(
        "Connect-EmailCar -Endpoint $endpoint -Credential $credential -From support@emailcar.net -RequestsPerSecond 0 -NoVerify",
        ("endpoint", endpoint));

    /// <summary>Runs a script in which nothing may go wrong.</summary>
    /// <exception cref="InvalidOperationException">Something went wrong.</exception>
    public IReadOnlyList<PSObject> Run(string script, params (string Name, object? Value)[] variables)
    {
        var outcome = Try(script, variables);
        return outcome.Errors.Count == 0 ? outcome.Output : throw new InvalidOperationException(outcome.Errors[0].ToString());
    }

    /// <summary>Runs a script to its end, whatever it does; an error that ended it comes last.</summary>
    public (IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors) Try(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = Prepare(script, variables);
        var output = new PSDataCollection<PSObject>();
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            return ([.. output], [.. shell.Streams.Error, e.ErrorRecord]);
        }

        return ([.. output], [.. shell.Streams.Error]);
    }

    /// <summary>A script that is not run yet; whoever gets it runs, stops and disposes of it.</summary>
    public PowerShell Prepare(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            Set(name, value);
        }

        return PowerShell.Create(_runspace).AddScript(script);
    }

    public void Dispose() => _runspace.Dispose();

    private void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    private static PSCredential Credential()
    {
        var password = new SecureString();
        password.AppendChar('x');
        return new PSCredential("user", password);
    }
}
