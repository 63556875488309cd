using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
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
    private readonly ClientSettings _settings;
    private readonly Task<ServiceProvider> _services;
    private readonly ConcurrentBag<HttpMessageHandler> _keptAlive = [];

    public HttpClients(ClientSettings settings)
    {
        _settings = settings;

        // In a fresh process this is much code to compile; meanwhile there is a first mail to be read.
        _services = Task.Run(BuildServices);
    }

    private IHttpClientFactory Factory => _services.GetAwaiter().GetResult().GetRequiredService<IHttpClientFactory>();

    /// <summary>A client whose every request has a connection of its own. To be disposed of.</summary>
    public HttpClient Submissions()
    {
#if NETSTANDARD2_0
        // Here nothing forbids a handler to use a connection again that the server left open: so it has but one to make.
        using var closed = Queries(); // throws where this was disposed of
        var client = new HttpClient(Handler(_settings, true), disposeHandler: true);
        Configure(client, _settings, closes: true);
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
                .ConfigureHttpClient(client => Configure(client, _settings, name == ForSubmissions))
                .ConfigurePrimaryHttpMessageHandler(() => Kept(Handler(_settings, name == ForSubmissions), name))
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

    private static void Configure(HttpClient client, ClientSettings settings, bool closes)
    {
        client.BaseAddress = settings.Endpoint;
        client.Timeout = Timeout.InfiniteTimeSpan; // Deadline keeps the time
        client.DefaultRequestHeaders.ExpectContinue = false;
        client.DefaultRequestHeaders.ConnectionClose = closes;
        client.DefaultRequestHeaders.ProxyAuthorization = ProxyLogin(settings);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("EmailCar-PowerShell/" + typeof(HttpClients).Assembly.GetName().Version!.ToString(3));
    }

    /// <summary>
    /// The login for a proxy that sees the request itself, so that it need not ask: the answer that asks would come when a
    /// submission has left, and that leaves once. Where https is tunnelled, the proxy asks before. Null for none.
    /// </summary>
    private static AuthenticationHeaderValue? ProxyLogin(ClientSettings settings)
    {
        var endpoint = settings.Endpoint;
        return endpoint.Scheme == Uri.UriSchemeHttp
            && settings.Proxy is { Credentials: { } credentials } proxy
            && !proxy.IsBypassed(endpoint)
            && proxy.GetProxy(endpoint) is { } address
            && credentials.GetCredential(address, "Basic") is { UserName.Length: > 0 } login
                ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}")))
                : null;
    }

    /// <summary>A sandbox is on this machine; the proxy that http_proxy names is elsewhere and does not find it.</summary>
    private static bool UsesProxy(ClientSettings settings) => settings.Proxy is not null || !settings.Endpoint.IsLoopback;

#if NETSTANDARD2_0
    private static HttpClientHandler Handler(ClientSettings settings, bool _)
    {
        // .NET Framework permits two connections a host; a slow answer must not hold the next submission up.
        System.Net.ServicePointManager.FindServicePoint(settings.Endpoint).ConnectionLimit = 16;
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = UsesProxy(settings),
            SslProtocols = SslProtocols.Tls12, // .NET Framework 4.7.2 does not take 1.3
        };
        if (settings.Proxy is not null)
        {
            handler.Proxy = settings.Proxy;
        }

        return handler;
    }
#else
    private static SocketsHttpHandler Handler(ClientSettings settings, bool closes)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = UsesProxy(settings),
            SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        };
        if (closes)
        {
            // The header alone does not do it: a server that closes without saying so would leave a stale connection here.
            handler.PooledConnectionLifetime = TimeSpan.Zero;
        }

        if (settings.Proxy is not null)
        {
            handler.Proxy = settings.Proxy;
        }

        return handler;
    }
#endif
}
