using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using EmailCar.Addresses;
using EmailCar.BaseCommands;
using EmailCar.Failures;
using EmailCar.Guarding;
using EmailCar.Http;
using EmailCar.Settings;

namespace EmailCar.Commands;

/// <summary>Gives this session a login to EmailCar and the defaults for sending.</summary>
[Cmdlet(VerbsCommunications.Connect, "EmailCar"), OutputType(typeof(Connection))]
public sealed class ConnectEmailCarCommand : EmailCarCommand
{
    /// <summary>User name and password of the EmailCar account.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>Base address of the service; the documented one without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsDefault]
    public Uri Endpoint { get; set; } = null!;

    /// <summary>Sender address where a mail names none.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? From { get; set; }

    /// <summary>Sender's display name where a mail names none.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? FromName { get; set; }

    /// <summary>Where answers go where a mail does not say.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? ReplyTo { get; set; }

    /// <summary>Requests a second that the account is permitted; 0 means no pace.</summary>
    [Parameter]
    [BlankIsDefault(1.0), ValidateRange(0.0, 1000.0)]
    public double RequestsPerSecond { get; set; } = 1;

    /// <summary>Folder through which processes share the pace of an account; the user's own on this machine without it.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? RateLimitPath { get; set; }

    /// <summary>Seconds that a request may take.</summary>
    [Parameter]
    [BlankIsDefault(60), ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>Proxy to go through.</summary>
    [Parameter]
    [BlankIsDefault]
    public Uri? Proxy { get; set; }

    /// <summary>Login for the proxy.</summary>
    [Parameter]
    [Login]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Logs in to the proxy as the user who runs this, where the proxy asks.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>List of addresses that nothing is sent to.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? SuppressionPath { get; set; }

    /// <summary>Address that receives all email instead of its recipients.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? RedirectTo { get; set; }

    /// <summary>Patterns of the addresses that may receive email; with -RedirectTo, of those that it leaves alone.</summary>
    [Parameter]
    [BlankIsDefault]
    [SupportsWildcards]
    public string[]? AllowedRecipient { get; set; }

    /// <summary>Does not ask the service whether the login is right.</summary>
    [Parameter]
    public SwitchParameter NoVerify { get; set; }

    /// <summary>Writes the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // A script that goes on after a failed login must not send through the one before.
        PerRunspace<Connection>.Remove(Runspace.DefaultRunspace);
        var connection = Create();
        try
        {
            if (!NoVerify)
            {
                Await(connection.Client.GetBalanceAsync);
            }
        }
        catch (EmailCarException e)
        {
            connection.Client.Dispose();
            ThrowTerminatingError(Errors.Failure(e, Credential.UserName));
        }

        PerRunspace<Connection>.Set(Runspace.DefaultRunspace, connection, connection.Client);
        if (PassThru)
        {
            WriteObject(connection);
        }
    }

    private Connection Create()
    {
        if (Proxy is not null && !(Proxy.IsAbsoluteUri && (Proxy.Scheme == Uri.UriSchemeHttp || Proxy.Scheme == Uri.UriSchemeHttps)))
        {
            ThrowTerminatingError(Errors.InvalidProxy(Proxy));
        }

        if (ProxyUseDefaultCredentials && ProxyCredential is not null)
        {
            ThrowTerminatingError(Errors.ProxyCredentialConflict(Proxy));
        }

        var sender = AddressReading.Of(From ?? "");
        try
        {
            return new Connection(Credential, new ConnectionSettings(new ClientSettings
            {
                Endpoint = Endpoint ?? ClientSettings.DefaultEndpoint,
                RequestsPerSecond = RequestsPerSecond,
                RateLimitFolder = RateLimitPath is null ? null : FilePath(RateLimitPath, Errors.InvalidRateLimitPath),
                Timeout = TimeSpan.FromSeconds(TimeoutSec),
                Proxy = Proxy is null ? null : new WebProxy(Proxy)
                {
                    Credentials = ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : ProxyCredential?.GetNetworkCredential(),
                },
                ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
                Guard = RecipientGuard.Of(RedirectTo, AllowedRecipient),
            })
            {
                From = sender.DisplayName is null ? From : sender.Address,
                FromName = FromName ?? sender.DisplayName,
                ReplyTo = ReplyTo,
                SuppressionPath = SuppressionPath is null ? null : FilePath(SuppressionPath, Errors.SuppressionNotInFiles),
            }.OnThisMachine());
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
            throw; // never reached: the line above does not return
        }
    }
}
