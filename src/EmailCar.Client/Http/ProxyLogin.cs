using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace EmailCar.Http;

/// <summary>
/// A proxy and its login, which is sent only if the proxy requires it. A query finds this out before an email could be lost.
/// A proxy that requires a login has not forwarded the request.
/// </summary>
internal sealed class ProxyLogin(IWebProxy proxy, ICredentials credentials) : IWebProxy, ICredentials
{
    private const string Basic = "Basic";

    private static readonly AsyncLocal<RateLimitedContent?> Asking = new();

    private volatile string? _scheme;
    private volatile bool _hasAnswered;

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    /// <summary>True once it is known whether the proxy requires a login.</summary>
    public bool IsKnown => _scheme is not null || _hasAnswered;

    /// <summary>Whether the proxy requires a login on each new connection, so that the first request on it should have no body.</summary>
    public bool AsksEachTime => _scheme is not (null or Basic);

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => proxy.IsBypassed(host);

    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType)
    {
        var credential = credentials.GetCredential(uri, authType);
        if (credential is not null)
        {
            _scheme = authType;
            Asking.Value?.Challenge();
        }

        return credential;
    }

    /// <summary>Registers the request of the current async context, to be notified if the proxy requires a login.</summary>
    public static void Watch(RateLimitedContent content) => Asking.Value = content;

    /// <summary>Records that the service has responded through the proxy.</summary>
    public void Answered() => _hasAnswered = true;

    /// <summary>Records that the proxy forwarded a request without requiring a login.</summary>
    public void DidNotAsk() => _scheme = null;

    /// <summary>Returns the header for a proxy that required a login before, or null for none.</summary>
    public AuthenticationHeaderValue? Header(Uri endpoint) =>
        _scheme == Basic && proxy.GetProxy(endpoint) is { } address && credentials.GetCredential(address, Basic) is { UserName.Length: > 0 } login
            ? new AuthenticationHeaderValue(Basic, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}")))
            : null;
}
