using System.Management.Automation;
using System.Net;
using EmailCar.Settings;

namespace EmailCar;

/// <summary>A login to EmailCar with the defaults for sending. Holds no secret that it shows.</summary>
public sealed class Connection
{
    internal Connection(PSCredential credential, ClientSettings settings)
    {
        Client = new EmailCarClient(new Account(credential.UserName, credential.Password), settings);
    }

    /// <summary>Base address of the service.</summary>
    public Uri Endpoint => WithoutLogin(Client.Settings.Endpoint);

    /// <summary>The account's login.</summary>
    public string UserName => Client.Account.UserName;

    /// <summary>Sender address where a mail names none; null when there is no default.</summary>
    public string? From { get; internal init; }

    /// <summary>Sender's display name where a mail names none; null when there is no default.</summary>
    public string? FromName { get; internal init; }

    /// <summary>Where answers go where a mail does not say; null for the sender.</summary>
    public string? ReplyTo { get; internal init; }

    /// <summary>Requests a second; 0 means no pace.</summary>
    public double RequestsPerSecond => Client.Settings.RequestsPerSecond;

    /// <summary>Seconds that a request may take.</summary>
    public int TimeoutSec => (int)Client.Settings.Timeout.TotalSeconds;

    /// <summary>Folder through which processes share the pace of the account; null for the user's own on this machine.</summary>
    public string? RateLimitPath => Client.Settings.RateLimitFolder;

    /// <summary>Proxy to go through, without its login; null leaves the choice to the system.</summary>
    public Uri? Proxy => Client.Settings.Proxy is WebProxy { Address: { } address } ? WithoutLogin(address) : null;

    /// <summary>The SMTP server; null where emails leave through the WebAPI only.</summary>
    public string? SmtpServer => Client.Settings.Smtp?.Server;

    /// <summary>The SMTP server's port; null without an SMTP server.</summary>
    public int? SmtpPort => Client.Settings.Smtp?.Port;

    /// <summary>Auto, Tls, StartTls or None; null without an SMTP server.</summary>
    public string? SmtpSecurity => Client.Settings.Smtp?.Security.ToString();

    /// <summary>The user name of the SMTP login; null without an SMTP server.</summary>
    public string? SmtpUserName => Client.Settings.Smtp?.UserName;

    /// <summary>Whoever created the connection disposes of it. The connection itself is shown to scripts, which have Disconnect-EmailCar.</summary>
    internal EmailCarClient Client { get; }

    /// <summary>Logs in to the SMTP server where there is one.</summary>
    /// <returns>True where there is one.</returns>
    internal async Task<bool> CheckSmtpAsync(CancellationToken cancellationToken)
    {
        if (Client.Settings.Smtp is null)
        {
            return false;
        }

        await Client.CheckSmtpAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The login and the base address.</summary>
    public override string ToString() => $"{UserName}, {Endpoint}";

    private static Uri WithoutLogin(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;
}
