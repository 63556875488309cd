using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.Failures;
using EmailCar.Guarding;
using EmailCar.Http;
using EmailCar.Settings;

namespace EmailCar.BaseCommands;

/// <summary>Base class for cmdlets that send requests to the service, with the session's connection or with -Credential.</summary>
public abstract class ConnectedCommand : EmailCarCommand
{
    private Connection? _connection;
    private bool _isOwn;

    /// <summary>The login to use; the default is the login of Connect-EmailCar.</summary>
    [Parameter]
    [Login]
    public virtual PSCredential? Credential { get; set; }

    /// <summary>The base address of the service, to be used with -Credential; the default is the address of Connect-EmailCar.</summary>
    [Parameter]
    [BlankIsDefault]
    public virtual Uri? Endpoint { get; set; }

    /// <summary>The connection to use.</summary>
    internal Connection Connection => _connection ??= Connect();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Reconnect();
        }

        base.Dispose(disposing);
    }

    /// <summary>Makes the next request use the current value of -Credential.</summary>
    internal void Reconnect()
    {
        if (_isOwn)
        {
            _connection?.Client.Dispose();
            _isOwn = false;
        }

        _connection = null;
    }

    /// <summary>Sends a request; a failure ends the cmdlet.</summary>
    internal T Ask<T>(Func<EmailCarClient, CancellationToken, Task<T>> request)
    {
        var connection = Connection;
        try
        {
            return Await(token => request(connection.Client, token));
        }
        catch (EmailCarException e)
        {
            ThrowTerminatingError(Errors.Failure(e, connection.UserName));
            throw; // not reached: the line above does not return
        }
    }

    /// <summary>Sends one of several requests; if it is rejected, an error is written and the cmdlet continues.</summary>
    /// <returns>False if the request was rejected.</returns>
    internal bool TryAsk<T>(object target, Func<EmailCarClient, CancellationToken, Task<T>> request, out T? answer)
    {
        try
        {
            answer = Await(token => request(Connection.Client, token));
            return true;
        }
        catch (EmailCarException e) when (e.Kind == FailureKind.Refused)
        {
            WriteError(Errors.Failure(e, target));
        }
        catch (EmailCarException e)
        {
            ThrowTerminatingError(Errors.Failure(e, target));
        }

        answer = default;
        return false;
    }

    private Connection Connect()
    {
        var current = PerRunspace<Connection>.Find(Runspace.DefaultRunspace);
        if (Credential is null)
        {
            if (Endpoint is not null)
            {
                ThrowTerminatingError(Errors.CredentialRequired(Endpoint));
            }

            if (current is null)
            {
                ThrowTerminatingError(Errors.NotConnected(MyInvocation.MyCommand.Name));
            }

            return current!;
        }

        try
        {
            var settings = (current?.Settings ?? new ConnectionSettings(new ClientSettings())).For(Credential, Endpoint).OnThisMachine();
            _isOwn = true;
            return new Connection(Credential, settings);
        }
        catch (GuardException e)
        {
            ThrowTerminatingError(Errors.Guard(e));
            throw; // not reached: the line above does not return
        }
        catch (ErrorPatternFileException e)
        {
            ThrowTerminatingError(Errors.InvalidErrorPatternFile(e));
            throw; // not reached: the line above does not return
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(Errors.InvalidLogin(e, Endpoint, Credential));
            throw;
        }
    }
}
