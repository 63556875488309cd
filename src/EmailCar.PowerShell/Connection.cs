using System.Management.Automation;
using EmailCar.Settings;

namespace EmailCar;

/// <summary>A login to EmailCar with the defaults for sending. Holds no secret that it shows.</summary>
public sealed class Connection : IDisposable
{
    internal Connection(PSCredential credential, ClientSettings settings)
    {
        Client = new EmailCarClient(new Account(credential.UserName, credential.Password), settings);
    }

    /// <summary>Base address of the service.</summary>
    public Uri Endpoint => Client.Settings.Endpoint;

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

    internal EmailCarClient Client { get; }

    /// <summary>Closes the connections to the service.</summary>
    public void Dispose() => Client.Dispose();
}
