using System.Management.Automation;
using System.Net;
using EmailCar.Guarding;
using EmailCar.Settings;

namespace EmailCar;

/// <summary>A connection to EmailCar with the defaults for sending. It never shows a secret.</summary>
public sealed class Connection
{
    internal Connection(PSCredential credential, ConnectionSettings settings)
    {
        Settings = settings;
        Client = new EmailCarClient(new Account(credential.UserName, credential.Password), settings.Client);
    }

    /// <summary>The base address of the service.</summary>
    public Uri Endpoint => WithoutLogin(Client.Settings.Endpoint);

    /// <summary>The user name of the account.</summary>
    public string UserName => Client.Account.UserName;

    /// <summary>The default sender address; null if there is none.</summary>
    public string? From => Settings.From;

    /// <summary>The default display name of the sender; null if there is none.</summary>
    public string? FromName => Settings.FromName;

    /// <summary>The default address for replies; null for the sender.</summary>
    public string? ReplyTo => Settings.ReplyTo;

    /// <summary>Requests per second; 0 for no rate limit.</summary>
    public double RequestsPerSecond => Client.Settings.RequestsPerSecond;

    /// <summary>The time limit for a request, in seconds.</summary>
    public int TimeoutSec => (int)Client.Settings.Timeout.TotalSeconds;

    /// <summary>The folder through which processes share the rate limit of the account; null for the user's own folder on this machine.</summary>
    public string? RateLimitPath => Client.Settings.RateLimitFolder;

    /// <summary>The hosts of the Redis server that machines share, without its password; null without Redis.</summary>
    public string? Redis => Client.Settings.Redis?.Hosts;

    /// <summary>The proxy, without its login; null for the proxy settings of the system.</summary>
    public Uri? Proxy => Client.Settings.Proxy is WebProxy { Address: { } address } ? WithoutLogin(address) : null;

    /// <summary>The address that receives email instead of the recipients, set by the staging guard; null if there is none.</summary>
    public string? RedirectTo => RecipientGuard.RedirectTo;

    /// <summary>The patterns for the addresses that the staging guard allows; empty if there are none.</summary>
    public string[] AllowedRecipient => [.. RecipientGuard.AllowedRecipients];

    /// <summary>The path of the suppression list; null if there is none.</summary>
    public string? SuppressionPath => Settings.SuppressionPath;

    /// <summary>The staging guard as one line; null if there is none.</summary>
    public string? Guard => RecipientGuard.Text;

    /// <summary>The guard of the connection, combined with that of the machine.</summary>
    internal RecipientGuard RecipientGuard => Settings.Client.Guard;

    /// <summary>All settings except the login; a cmdlet with -Credential uses them too.</summary>
    internal ConnectionSettings Settings { get; }

    /// <summary>The SMTP server; null if emails are only sent through the WebAPI.</summary>
    public string? SmtpServer => Client.Settings.Smtp?.Server;

    /// <summary>The port of the SMTP server; null without an SMTP server.</summary>
    public int? SmtpPort => Client.Settings.Smtp?.Port;

    /// <summary>Auto, Tls, StartTls or None; null without an SMTP server.</summary>
    public string? SmtpSecurity => Client.Settings.Smtp?.Security.ToString();

    /// <summary>The user name of the SMTP login; null without an SMTP server.</summary>
    public string? SmtpUserName => Client.Settings.Smtp?.UserName;

    /// <summary>The creator of the connection disposes it. Scripts, which can see the connection, use Disconnect-EmailCar.</summary>
    internal EmailCarClient Client { get; }

    /// <summary>Logs in to the SMTP server, if there is one.</summary>
    /// <returns>True if there is one.</returns>
    internal async Task<bool> CheckSmtpAsync(CancellationToken cancellationToken)
    {
        if (Client.Settings.Smtp is null)
        {
            return false;
        }

        await Client.CheckSmtpAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Returns the user name and the base address.</summary>
    public override string ToString() => $"{UserName}, {Endpoint}";

    private static Uri WithoutLogin(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;
}
