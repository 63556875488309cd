using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.Failures;
using EmailCar.Guarding;
using EmailCar.Http;
using EmailCar.Settings;

namespace EmailCar.BaseCommands;

/// <summary>A cmdlet that asks the service: with the session's connection, or with a login of its own.</summary>
public abstract class ConnectedCommand : EmailCarCommand
{
    private Connection? _connection;
    private bool _isOwn;

    /// <summary>The login to use; without it, the one of Connect-EmailCar.</summary>
    [Parameter]
    [Login]
    public virtual PSCredential? Credential { get; set; }

    /// <summary>Base address of the service, together with -Credential; without it, the one of Connect-EmailCar.</summary>
    [Parameter]
    [BlankIsDefault]
    public virtual Uri? Endpoint { get; set; }

    /// <summary>The connection in force.</summary>
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

    /// <summary>Lets the next request go by the login that is given then.</summary>
    internal void Reconnect()
    {
        if (_isOwn)
        {
            _connection?.Client.Dispose();
            _isOwn = false;
        }

        _connection = null;
    }

    /// <summary>Does one request; what fails ends this cmdlet.</summary>
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
            throw; // never reached: the line above does not return
        }
    }

    /// <summary>Does one of several requests; a refusal of this one is reported, and the others go on.</summary>
    /// <returns>False when it was refused.</returns>
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
            var settings = (current?.Settings ?? new ConnectionSettings(new ClientSettings())).At(Endpoint).OnThisMachine();
            _isOwn = true;
            return new Connection(Credential, settings);
        }
        catch (GuardException e)
        {
            ThrowTerminatingError(Errors.Guard(e));
            throw; // never reached: the line above does not return
        }
        catch (ErrorPatternFileException e)
        {
            ThrowTerminatingError(Errors.InvalidErrorPatternFile(e));
            throw; // never reached: the line above does not return
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(Errors.InvalidLogin(e, Endpoint, Credential));
            throw;
        }
    }
}
