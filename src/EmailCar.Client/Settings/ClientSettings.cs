using System.Net;
using EmailCar.Guarding;
using EmailCar.RateLimiting;

namespace EmailCar.Settings;

/// <summary>
/// How to connect to the service, and the permitted rate. Settings are immutable: <c>with</c> creates a copy, which keeps all values that
/// are not specified.
/// </summary>
public sealed record ClientSettings
{
    /// <summary>The documented base address. Plain http is what the vendor documents (docs/service.md, Ground rules).</summary>
    public static readonly Uri DefaultEndpoint = new("http://webapi.emailcar.net/v1/");

    /// <summary>The service returns times without an offset; it is in China (docs/service.md, mail/lists).</summary>
    internal static readonly TimeSpan ServiceOffset = TimeSpan.FromHours(8);

    private readonly Uri _endpoint = DefaultEndpoint;

    /// <summary>The base address of the service; an absolute http or https address. A slash is added at the end if it is missing.</summary>
    /// <exception cref="ArgumentException">The address is relative, or neither http nor https.</exception>
    public Uri Endpoint
    {
        get => _endpoint;
        init => _endpoint = Normalize(value);
    }

    /// <summary>The requests per second that the account is allowed; 1 is documented, 0 means no rate limit.</summary>
    public double RequestsPerSecond { get; init; } = 1;

    /// <summary>The folder through which processes share the rate limit of an account; null for the user's own folder on this machine.</summary>
    public string? RateLimitFolder { get; init; }

    /// <summary>
    /// The Redis server through which machines share the rate limit and journals, as "host:port,option=value,…"; null for none. May contain
    /// a password, so it is never shown.
    /// </summary>
    public RedisSettings? Redis { get; init; }

    /// <summary>The file with the user's patterns for error texts; null for the documented location (docs/service.md, Error answers).</summary>
    public string? ErrorPatternsPath { get; init; }

    /// <summary>The time limit for connecting, and again for the response.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The proxy; null for the proxy settings of the system.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>True to log in to the system's proxy as the current user if it requires a login.</summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>Who may receive email.</summary>
    public RecipientGuard Guard { get; init; } = RecipientGuard.None;

    /// <summary>The SMTP server of the service; null if emails are only sent through the WebAPI.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>The clock for all waits.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The rate limiter; null for the one that the whole process shares for the account.</summary>
    internal IRateLimiter? RateLimiter { get; init; }

    /// <summary>Returns the base address, without a login.</summary>
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
