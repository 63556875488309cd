using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using EmailCar.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace EmailCar.Http;

/// <summary>
/// The two HTTP clients of a connection. Submissions never use a connection that was kept alive: a stale connection makes
/// results unknown, and .NET Framework may send again on its own. Queries use connections that are kept alive.
/// </summary>
internal sealed class HttpClients : IDisposable
{
    private const string ForSubmissions = "submissions";
    private const string ForQueries = "queries";
#if NETSTANDARD2_0
    private const int MaxConnections = 320;
#endif

    /// <summary>The lifetime of a connection, because the host name may resolve to another address later.</summary>
    private static readonly TimeSpan AddressLifetime = TimeSpan.FromMinutes(2);

    private readonly ClientSettings _settings;
    private readonly Task<ServiceProvider> _services;
    private readonly ConcurrentBag<HttpMessageHandler> _keptAlive = [];
    private readonly ProxyLogin? _login;

    public HttpClients(ClientSettings settings)
    {
        _settings = settings;
        _login = settings switch
        {
            { Proxy: { Credentials: { } credentials } proxy } => new ProxyLogin(proxy, credentials),
            { Proxy: null, ProxyUseDefaultCredentials: true, Endpoint.IsLoopback: false } => new ProxyLogin(SystemProxy, CredentialCache.DefaultCredentials),
            _ => null,
        };

        // In a new process, compiling this takes time; meanwhile the first email can be read.
        _services = Task.Run(BuildServices);
    }

    /// <summary>
    /// The proxy that handles the requests themselves and may require a login; null if there is none. For https there is a
    /// tunnel, and the handler logs in before the request is sent.
    /// </summary>
    public ProxyLogin? ProxyLogin => _settings.Endpoint.Scheme == Uri.UriSchemeHttp && _login?.IsBypassed(_settings.Endpoint) == false ? _login : null;

    internal IServiceProvider Services => _services.GetAwaiter().GetResult();

    private IHttpClientFactory Factory => Services.GetRequiredService<IHttpClientFactory>();

    /// <summary>Creates a client that opens a new connection for every request. The caller must dispose it.</summary>
    public HttpClient Submissions()
    {
#if NETSTANDARD2_0
        // Here, a handler may reuse a connection that the server left open, so each handler makes only one connection.
        using var closed = Queries(); // throws if this object was disposed
        var client = new HttpClient(Handler(true), disposeHandler: true);
        Configure(client, _settings);
        return client;
#else
        return Factory.CreateClient(ForSubmissions);
#endif
    }

    /// <summary>Returns a client that keeps its connections alive.</summary>
    public HttpClient Queries() => Factory.CreateClient(ForQueries);

    /// <summary>Closes the kept connections; the factory would leave them open until they have been idle for a while.</summary>
    public void Dispose()
    {
        _services.GetAwaiter().GetResult().Dispose();
        while (_keptAlive.TryTake(out var handler))
        {
            handler.Dispose();
        }
    }

    private ServiceProvider BuildServices()
    {
        var services = new ServiceCollection();
        foreach (var name in new[] { ForSubmissions, ForQueries })
        {
            services.AddHttpClient(name)
                .ConfigureHttpClient(client => Configure(client, _settings))
                .ConfigurePrimaryHttpMessageHandler(() => Kept(Handler(name == ForSubmissions), name))
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // otherwise, each replaced handler would have to be kept and closed
                .RemoveAllLoggers();
        }

        return services.BuildServiceProvider();
    }

    private HttpMessageHandler Kept(HttpMessageHandler handler, string name)
    {
        if (name == ForQueries)
        {
            _keptAlive.Add(handler);
        }

        return handler;
    }

    private static void Configure(HttpClient client, ClientSettings settings)
    {
        client.BaseAddress = settings.Endpoint;
        client.Timeout = Timeout.InfiniteTimeSpan; // Deadline limits the time
        client.DefaultRequestHeaders.ExpectContinue = false;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("EmailCar-PowerShell/" + typeof(HttpClients).Assembly.GetName().Version!.ToString(3));
    }

    private static IWebProxy SystemProxy =>
#if NETSTANDARD2_0
        WebRequest.DefaultWebProxy ?? new WebProxy();
#else
        HttpClient.DefaultProxy;
#endif

    /// <summary>
    /// Returns whether the proxy is used. A sandbox is on this machine; the proxy in http_proxy is on another machine and cannot reach it.
    /// </summary>
    private static bool UsesProxy(ClientSettings settings) => settings.Proxy is not null || !settings.Endpoint.IsLoopback;

#if NETSTANDARD2_0
    private HttpClientHandler Handler(bool _)
    {
        // .NET Framework allows two connections per host; a slow response must not delay the next submission.
        var point = ServicePointManager.FindServicePoint(_settings.Endpoint);
        point.ConnectionLimit = MaxConnections;
        point.ConnectionLeaseTimeout = (int)AddressLifetime.TotalMilliseconds;
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = UsesProxy(_settings),
            SslProtocols = SslProtocols.Tls12, // .NET Framework 4.7.2 does not support 1.3
        };
        if ((_login ?? _settings.Proxy) is { } proxy)
        {
            handler.Proxy = proxy;
        }

        return handler;
    }
#else
    private SocketsHttpHandler Handler(bool closes)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = UsesProxy(_settings),
            SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },

            // For submissions, the header is not enough: a server that closes without notice would leave a stale connection here.
            PooledConnectionLifetime = closes ? TimeSpan.Zero : AddressLifetime,
        };

        if ((_login ?? _settings.Proxy) is { } proxy)
        {
            handler.Proxy = proxy;
        }

        return handler;
    }
#endif
}
