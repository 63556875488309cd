using System.Management.Automation;
using EmailCar.Guarding;
using EmailCar.Settings;

namespace EmailCar;

/// <summary>
/// All that Connect-EmailCar sets but the login. A cmdlet with its own -Credential uses the same settings as the session, so
/// a new setting belongs here or in <see cref="ClientSettings"/>: it then carries over by itself.
/// </summary>
/// <param name="Client">How the service is reached, and who may receive.</param>
internal sealed record ConnectionSettings(ClientSettings Client)
{
    /// <summary>Sender address where an email names none; null when there is no default.</summary>
    public string? From { get; init; }

    /// <summary>Sender's display name where an email names none; null when there is no default.</summary>
    public string? FromName { get; init; }

    /// <summary>Reply address where an email names none; null for the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The suppression list where a run names none; null when there is no default.</summary>
    public string? SuppressionPath { get; init; }

    /// <summary>The same settings, with the guard within that of the machine.</summary>
    /// <exception cref="GuardException">The machine's guard is not valid, or permits less than this one needs.</exception>
    public ConnectionSettings OnThisMachine() => this with { Client = Client with { Guard = Client.Guard.Within(RecipientGuard.OfMachine()) } };

    /// <summary>The same settings for another login. It also logs in to the SMTP server.</summary>
    /// <param name="credential">The login.</param>
    /// <param name="endpoint">The base address; null keeps this one.</param>
    /// <exception cref="ArgumentException">The address is relative, or neither http nor https.</exception>
    public ConnectionSettings For(PSCredential credential, Uri? endpoint) => this with
    {
        Client = Client with { Endpoint = endpoint ?? Client.Endpoint, Smtp = Client.Smtp?.WithLogin(credential.UserName, credential.Password) },
    };
}
