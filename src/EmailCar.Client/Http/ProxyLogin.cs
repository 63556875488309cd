using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace EmailCar.Http;

/// <summary>
/// A proxy and the login for it, which is given only when the proxy asks. Whether it asks is known before an email is at stake: from a
/// query. A proxy that asks has forwarded nothing.
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

    /// <summary>True once it is known whether the proxy asks.</summary>
    public bool IsKnown => _scheme is not null || _hasAnswered;

    /// <summary>True when the proxy asks on each connection anew, so that the first request on it had better have no body.</summary>
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

    /// <summary>This is the request of whoever runs on from here: it hears when the proxy asks.</summary>
    public static void Watch(RateLimitedContent content) => Asking.Value = content;

    /// <summary>The service has answered through the proxy.</summary>
    public void Answered() => _hasAnswered = true;

    /// <summary>The proxy has let a request pass without asking.</summary>
    public void DidNotAsk() => _scheme = null;

    /// <summary>What a request brings along to a proxy that asked for it before; null for nothing.</summary>
    public AuthenticationHeaderValue? Header(Uri endpoint) =>
        _scheme == Basic && proxy.GetProxy(endpoint) is { } address && credentials.GetCredential(address, Basic) is { UserName.Length: > 0 } login
            ? new AuthenticationHeaderValue(Basic, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}")))
            : null;
}
