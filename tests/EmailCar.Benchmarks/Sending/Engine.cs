using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using Microsoft.PowerShell;

namespace EmailCar.Benchmarks.Sending;

/// <summary>The real engine in this process, with the assembled module and the cmdlets of this program.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    /// <param name="commands">Additional cmdlets by name.</param>
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

    /// <summary>Connects the session without a rate limit.</summary>
    public void Connect(Uri endpoint) => Run(
        "Connect-EmailCar -Endpoint $endpoint -Credential $credential -From support@emailcar.net -RequestsPerSecond 0 -NoVerify",
        ("endpoint", endpoint));

    /// <summary>Runs a script that must not fail.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public IReadOnlyList<PSObject> Run(string script, params (string Name, object? Value)[] variables)
    {
        var outcome = Try(script, variables);
        return outcome.Errors.Count == 0 ? outcome.Output : throw new InvalidOperationException(outcome.Errors[0].ToString());
    }

    /// <summary>Runs a script to its end, even if it fails; a terminating error is returned last.</summary>
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

    /// <summary>Returns a script that is not started yet; the caller runs, stops and disposes it.</summary>
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
