using System.Management.Automation;
using System.Net;
using EmailCar.Guarding;
using EmailCar.Settings;

namespace EmailCar;

/// <summary>A login to EmailCar with the defaults for sending. Holds no secret that it shows.</summary>
public sealed class Connection
{
    internal Connection(PSCredential credential, ConnectionSettings settings)
    {
        Settings = settings;
        Client = new EmailCarClient(new Account(credential.UserName, credential.Password), settings.Client);
    }

    /// <summary>Base address of the service.</summary>
    public Uri Endpoint => WithoutLogin(Client.Settings.Endpoint);

    /// <summary>The account's login.</summary>
    public string UserName => Client.Account.UserName;

    /// <summary>Sender address where a mail names none; null when there is no default.</summary>
    public string? From => Settings.From;

    /// <summary>Sender's display name where a mail names none; null when there is no default.</summary>
    public string? FromName => Settings.FromName;

    /// <summary>Where answers go where a mail does not say; null for the sender.</summary>
    public string? ReplyTo => Settings.ReplyTo;

    /// <summary>Requests a second; 0 means no pace.</summary>
    public double RequestsPerSecond => Client.Settings.RequestsPerSecond;

    /// <summary>Seconds that a request may take.</summary>
    public int TimeoutSec => (int)Client.Settings.Timeout.TotalSeconds;

    /// <summary>Folder through which processes share the pace of the account; null for the user's own on this machine.</summary>
    public string? RateLimitPath => Client.Settings.RateLimitFolder;

    /// <summary>Proxy to go through, without its login; null leaves the choice to the system.</summary>
    public Uri? Proxy => Client.Settings.Proxy is WebProxy { Address: { } address } ? WithoutLogin(address) : null;

    /// <summary>Who receives email instead of its recipients, by the staging guard; null when nobody does.</summary>
    public string? RedirectTo => RecipientGuard.RedirectTo;

    /// <summary>Patterns of the addresses that the staging guard lets receive; empty when there are none.</summary>
    public string[] AllowedRecipient => [.. RecipientGuard.AllowedRecipients];

    /// <summary>The list of addresses that nothing is sent to; null without one.</summary>
    public string? SuppressionPath => Settings.SuppressionPath;

    /// <summary>The staging guard in one line; null without one.</summary>
    public string? Guard => RecipientGuard.Text;

    /// <summary>Who may receive email: the guard of the connection within that of the machine.</summary>
    internal RecipientGuard RecipientGuard => Settings.Client.Guard;

    /// <summary>All but the login: what a cmdlet with its own -Credential uses as well.</summary>
    internal ConnectionSettings Settings { get; }

    /// <summary>Whoever created the connection disposes of it. The connection itself is shown to scripts, which have Disconnect-EmailCar.</summary>
    internal EmailCarClient Client { get; }

    /// <summary>The login and the base address.</summary>
    public override string ToString() => $"{UserName}, {Endpoint}";

    private static Uri WithoutLogin(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;
}
