using System.Management.Automation;
using EmailCar.Guarding;
using EmailCar.Settings;

namespace EmailCar;

/// <summary>
/// All settings of Connect-EmailCar except the login. A cmdlet with -Credential uses the settings of the session, so add a new setting here
/// or in <see cref="ClientSettings"/>, which makes it available to both.
/// </summary>
/// <param name="Client">How the service is reached, and who may receive email.</param>
internal sealed record ConnectionSettings(ClientSettings Client)
{
    /// <summary>The default sender address; null if there is none.</summary>
    public string? From { get; init; }

    /// <summary>The default display name of the sender; null if there is none.</summary>
    public string? FromName { get; init; }

    /// <summary>The default address for replies; null for the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The default path of the suppression list; null if there is none.</summary>
    public string? SuppressionPath { get; init; }

    /// <summary>Returns the same settings, with the guard combined with that of the machine.</summary>
    /// <exception cref="GuardException">The machine's guard is not valid, or conflicts with this one.</exception>
    public ConnectionSettings OnThisMachine() => this with { Client = Client with { Guard = Client.Guard.Within(RecipientGuard.OfMachine()) } };

    /// <summary>Returns the same settings for another login, which is also used for the SMTP server.</summary>
    /// <param name="credential">The login.</param>
    /// <param name="endpoint">The base address; null keeps this one.</param>
    /// <exception cref="ArgumentException">The address is relative, or neither http nor https.</exception>
    public ConnectionSettings For(PSCredential credential, Uri? endpoint) => this with
    {
        Client = Client with { Endpoint = endpoint ?? Client.Endpoint, Smtp = Client.Smtp?.WithLogin(credential.UserName, credential.Password) },
    };
}
