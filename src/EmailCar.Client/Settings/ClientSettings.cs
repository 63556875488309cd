using System.Net;
using EmailCar.Guarding;
using EmailCar.RateLimiting;

namespace EmailCar.Settings;

/// <summary>
/// How to reach the service, and how fast. Settings never change: <c>with</c> makes others of them, and what is not named there
/// carries over.
/// </summary>
public sealed record ClientSettings
{
    /// <summary>The documented base address. Plain http is what the vendor documents (docs/service.md, Ground rules).</summary>
    public static readonly Uri DefaultEndpoint = new("http://webapi.emailcar.net/v1/");

    /// <summary>The service gives no offset; it is in China (docs/service.md, mail/lists).</summary>
    internal static readonly TimeSpan ServiceOffset = TimeSpan.FromHours(8);

    private readonly Uri _endpoint = DefaultEndpoint;

    /// <summary>Base address of the service; an absolute http or https address. A missing slash at its end is added.</summary>
    /// <exception cref="ArgumentException">The address is relative, or neither http nor https.</exception>
    public Uri Endpoint
    {
        get => _endpoint;
        init => _endpoint = Normalize(value);
    }

    /// <summary>Requests a second that the account is permitted; 1 is documented, 0 means no pace.</summary>
    public double RequestsPerSecond { get; init; } = 1;

    /// <summary>The folder through which processes share the pace of an account; null for the user's own on this machine.</summary>
    public string? RateLimitFolder { get; init; }

    /// <summary>The file with the user's own patterns for error texts; null for the documented place (docs/service.md, Error answers).</summary>
    public string? ErrorPatternsPath { get; init; }

    /// <summary>How long one request may take to connect, and then again to be answered.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Proxy to go through; null leaves the choice to the system.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>True logs in to the system's proxy as the user who runs this, where the proxy asks.</summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>Who may receive email.</summary>
    public RecipientGuard Guard { get; init; } = RecipientGuard.None;

    /// <summary>The clock of everything that waits.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The pace to keep; null takes the one that all of the process shares for the account.</summary>
    internal IRateLimiter? RateLimiter { get; init; }

    /// <summary>The base address, without a login.</summary>
    public override string ToString() => Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static Uri Normalize(Uri endpoint)
    {
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{endpoint}' is not an absolute http or https address.", nameof(endpoint));
        }

        var address = endpoint.GetLeftPart(UriPartial.Path);
        return new Uri(address.EndsWith("/", StringComparison.Ordinal) ? address : address + "/");
    }
}
