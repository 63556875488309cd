using System.Globalization;
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

/// <summary>Connects this session to EmailCar and sets the defaults for sending.</summary>
[Cmdlet(VerbsCommunications.Connect, "EmailCar"), OutputType(typeof(Connection))]
public sealed class ConnectEmailCarCommand : EmailCarCommand
{
    /// <summary>The user name and password of the EmailCar account.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The base address of the service; the default is the documented address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsDefault]
    public Uri Endpoint { get; set; } = null!;

    /// <summary>The default sender address.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? From { get; set; }

    /// <summary>The default display name of the sender.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? FromName { get; set; }

    /// <summary>The default address for replies.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? ReplyTo { get; set; }

    /// <summary>The requests per second that the account is allowed; 0 for no rate limit.</summary>
    [Parameter]
    [BlankIsDefault(1.0), ValidateRange(0.0, 1000.0)]
    public double RequestsPerSecond { get; set; } = 1;

    /// <summary>The folder through which processes share the rate limit of an account; the default is the user's own folder on this machine.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? RateLimitPath { get; set; }

    /// <summary>The Redis server through which machines share the rate limit and journals: "host:port,password=…,ssl=true".</summary>
    [Parameter]
    [BlankIsDefault]
    public string? Redis { get; set; }

    /// <summary>The number of days that a journal in Redis is kept after the last write.</summary>
    [Parameter]
    [BlankIsDefault(RedisSettings.DefaultJournalDays), ValidateRange(1, 3650)]
    public int RedisJournalDays { get; set; } = RedisSettings.DefaultJournalDays;

    /// <summary>The time limit for a request, in seconds.</summary>
    [Parameter]
    [BlankIsDefault(60), ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>The proxy to use.</summary>
    [Parameter]
    [BlankIsDefault]
    public Uri? Proxy { get; set; }

    /// <summary>The login for the proxy.</summary>
    [Parameter]
    [Login]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Logs in to the proxy as the current user, if the proxy requires a login.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>The suppression list: the addresses that no email is sent to.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? SuppressionPath { get; set; }

    /// <summary>The address that receives all email instead of the recipients.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? RedirectTo { get; set; }

    /// <summary>Patterns for the addresses that may receive email; with -RedirectTo, for the addresses that are not redirected.</summary>
    [Parameter]
    [BlankIsDefault]
    [SupportsWildcards]
    public string[]? AllowedRecipient { get; set; }

    /// <summary>The server for emails that are sent by SMTP; with only -SmtpPort, the host of -Endpoint.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsDefault]
    public string? SmtpServer { get; set; }

    /// <summary>The port of the SMTP server; 0 for the default: 465 for Tls, 25 for None, 587 otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsDefault(0), ValidateRange(0, 65535)]
    public int SmtpPort { get; set; }

    /// <summary>The encryption of the connection to the SMTP server.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsDefault("Auto"), ValidateSet("Auto", "Tls", "StartTls", "None")]
    public string SmtpSecurity { get; set; } = "Auto";

    /// <summary>The login for the SMTP server; the default is the login of the account.</summary>
    [Parameter]
    [Login]
    public PSCredential? SmtpCredential { get; set; }

    /// <summary>Accepts any certificate of the SMTP server, for test servers.</summary>
    [Parameter]
    public SwitchParameter SmtpSkipCertificateCheck { get; set; }

    /// <summary>Does not check whether the certificate of the SMTP server was revoked.</summary>
    [Parameter]
    public SwitchParameter SmtpSkipRevocationCheck { get; set; }

    /// <summary>Does not verify the login with the service.</summary>
    [Parameter]
    public SwitchParameter NoVerify { get; set; }

    /// <summary>Returns the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // A script that continues after a failed login must not send with the previous connection.
        PerRunspace<Connection>.Remove(Runspace.DefaultRunspace);
        var connection = Create();
        try
        {
            foreach (var risk in Await(connection.Client.GetRedisRisksAsync))
            {
                WriteWarning(RedisTexts.Of(risk));
            }

            if (!NoVerify)
            {
                Await(connection.Client.GetBalanceAsync);
                Await(connection.CheckSmtpAsync);
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

        if (Redis is not null && RateLimitPath is not null)
        {
            ThrowTerminatingError(Errors.RedisWithRateLimitPath(RateLimitPath));
        }

        var sender = AddressReading.Of(From ?? "");
        try
        {
            return new Connection(Credential, new ConnectionSettings(new ClientSettings
            {
                Endpoint = Endpoint ?? ClientSettings.DefaultEndpoint,
                RequestsPerSecond = RequestsPerSecond,
                RateLimitFolder = RateLimitPath is null ? null : FilePath(RateLimitPath, Errors.InvalidRateLimitPath),
                Redis = Redis is null ? null : new RedisSettings(Redis, RedisJournalDays),
                Timeout = TimeSpan.FromSeconds(TimeoutSec),
                Proxy = Proxy is null ? null : new WebProxy(Proxy)
                {
                    Credentials = ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : ProxyCredential?.GetNetworkCredential(),
                },
                ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
                Guard = RecipientGuard.Of(RedirectTo, AllowedRecipient),
                Smtp = CreateSmtp(),
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
            throw; // not reached: the line above does not return
        }
        catch (ErrorPatternFileException e)
        {
            ThrowTerminatingError(Errors.InvalidErrorPatternFile(e));
            throw; // not reached: the line above does not return
        }
        catch (FormatException)
        {
            ThrowTerminatingError(Errors.InvalidRedis());
            throw; // not reached: the line above does not return
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(Errors.InvalidLogin(e, Endpoint, Credential));
            throw; // not reached: the line above does not return
        }
    }

    private SmtpSettings? CreateSmtp()
    {
        if (SmtpServer is null && SmtpPort == 0)
        {
            return null;
        }

        var server = SmtpServer?.Trim() ?? (Endpoint ?? ClientSettings.DefaultEndpoint).DnsSafeHost;
        if (SmtpSkipCertificateCheck)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, Strings.SmtpCertificateNotChecked, server));
        }

        try
        {
            var login = SmtpCredential ?? Credential;
            var security = (Settings.SmtpSecurity)Enum.Parse(typeof(Settings.SmtpSecurity), SmtpSecurity, ignoreCase: true);
            var settings = new SmtpSettings(server, login.UserName, login.Password)
            {
                Security = security,
                SkipsCertificateCheck = SmtpSkipCertificateCheck,
                SkipsRevocationCheck = SmtpSkipRevocationCheck,
            };
            return SmtpPort > 0 ? settings.WithPort(SmtpPort) : settings;
        }
        catch (ArgumentException e) when (e.ParamName == "server")
        {
            ThrowTerminatingError(Errors.InvalidSmtpServer(server, e));
            throw; // not reached: the line above does not return
        }
    }
}
