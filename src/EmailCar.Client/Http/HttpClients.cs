using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using EmailCar.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace EmailCar.Http;

/// <summary>
/// The two HTTP clients of a connection. Submissions never meet a connection that was kept alive: a stale one makes
/// outcomes unknown, and .NET Framework may send again on it by itself. Queries keep alive.
/// </summary>
internal sealed class HttpClients : IDisposable
{
    private const string ForSubmissions = "submissions";
    private const string ForQueries = "queries";
#if NETSTANDARD2_0
    private const int MaxConnections = 320;
#endif

    /// <summary>After this a kept connection is replaced, since the name may lead to another address by then.</summary>
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

        // In a fresh process this is much code to compile; meanwhile there is a first mail to be read.
        _services = Task.Run(BuildServices);
    }

    /// <summary>
    /// The proxy that sees requests themselves and may ask for a login; null where there is none. What is https goes through a
    /// tunnel, for which the handler logs in before anything is at stake.
    /// </summary>
    public ProxyLogin? ProxyLogin => _settings.Endpoint.Scheme == Uri.UriSchemeHttp && _login?.IsBypassed(_settings.Endpoint) == false ? _login : null;

    internal IServiceProvider Services => _services.GetAwaiter().GetResult();

    private IHttpClientFactory Factory => Services.GetRequiredService<IHttpClientFactory>();

    /// <summary>A client whose every request has a connection of its own. To be disposed of.</summary>
    public HttpClient Submissions()
    {
#if NETSTANDARD2_0
        // Here nothing forbids a handler to use a connection again that the server left open: so it has but one to make.
        using var closed = Queries(); // throws where this was disposed of
        var client = new HttpClient(Handler(true), disposeHandler: true);
        Configure(client, _settings);
        return client;
#else
        return Factory.CreateClient(ForSubmissions);
#endif
    }

    /// <summary>A client that keeps its connections.</summary>
    public HttpClient Queries() => Factory.CreateClient(ForQueries);

    /// <summary>Closes the kept connections; the factory leaves them open until they have been idle for a while.</summary>
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
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // or each replacement would be one more to keep and to close
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
        client.Timeout = Timeout.InfiniteTimeSpan; // Deadline keeps the time
        client.DefaultRequestHeaders.ExpectContinue = false;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("EmailCar-PowerShell/" + typeof(HttpClients).Assembly.GetName().Version!.ToString(3));
    }

    private static IWebProxy SystemProxy =>
#if NETSTANDARD2_0
        WebRequest.DefaultWebProxy ?? new WebProxy();
#else
        HttpClient.DefaultProxy;
#endif

    /// <summary>A sandbox is on this machine; the proxy that http_proxy names is elsewhere and does not find it.</summary>
    private static bool UsesProxy(ClientSettings settings) => settings.Proxy is not null || !settings.Endpoint.IsLoopback;

#if NETSTANDARD2_0
    private HttpClientHandler Handler(bool _)
    {
        // .NET Framework permits two connections a host; a slow answer must not hold the next submission up.
        var point = ServicePointManager.FindServicePoint(_settings.Endpoint);
        point.ConnectionLimit = MaxConnections;
        point.ConnectionLeaseTimeout = (int)AddressLifetime.TotalMilliseconds;
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = UsesProxy(_settings),
            SslProtocols = SslProtocols.Tls12, // .NET Framework 4.7.2 does not take 1.3
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

            // For submissions, the header alone does not do it: a server that closes without saying so would leave a stale connection here.
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
