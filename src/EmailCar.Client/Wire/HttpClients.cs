using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace EmailCar.Wire;

/// <summary>
/// The HTTP clients of a connection. Queries keep alive. Submissions never meet a connection that was kept alive: a
/// stale one makes outcomes unknown, and .NET Framework may send again on it by itself.
/// </summary>
internal sealed class HttpClients : IDisposable
{
    private const string ForQueries = "queries";
    private readonly ClientSettings _settings;
    private readonly ServiceProvider _services;
    private readonly IHttpClientFactory _factory;

    public HttpClients(ClientSettings settings)
    {
        _settings = settings;
        var services = new ServiceCollection();
        services.AddHttpClient(ForQueries)
            .ConfigureHttpClient(client => Configure(client, settings, closes: false))
            .ConfigurePrimaryHttpMessageHandler(() => Handler(settings))
            .RemoveAllLoggers();
        _services = services.BuildServiceProvider();
        _factory = _services.GetRequiredService<IHttpClientFactory>();
    }

    /// <summary>
    /// A client for one submission, to be disposed of after it. "Connection: close" is but a request, and a connection
    /// that the server leaves open would be used again: so the client has a handler, and connections, of its own.
    /// </summary>
    public HttpClient NewForSubmission()
    {
        var client = new HttpClient(Handler(_settings), disposeHandler: true);
        Configure(client, _settings, closes: true);
        return client;
    }

    /// <summary>A client that keeps its connections.</summary>
    public HttpClient Queries() => _factory.CreateClient(ForQueries);

    public void Dispose() => _services.Dispose();

    private static void Configure(HttpClient client, ClientSettings settings, bool closes)
    {
        client.BaseAddress = settings.Endpoint;
        client.Timeout = Timeout.InfiniteTimeSpan; // Deadline keeps the time
        client.DefaultRequestHeaders.ExpectContinue = false;
        client.DefaultRequestHeaders.ConnectionClose = closes;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("EmailCar-PowerShell/" + typeof(HttpClients).Assembly.GetName().Version!.ToString(3));
    }

#if NETSTANDARD2_0
    private static HttpClientHandler Handler(ClientSettings settings)
    {
        // .NET Framework permits two connections a host; a slow answer must not hold the next submission up.
        System.Net.ServicePointManager.FindServicePoint(settings.Endpoint).ConnectionLimit = 16;
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslProtocols = SslProtocols.Tls12 | (SslProtocols)12288, // 12288: TLS 1.3, not named in netstandard2.0
        };
        if (settings.Proxy is not null)
        {
            handler.Proxy = settings.Proxy;
        }

        return handler;
    }
#else
    private static SocketsHttpHandler Handler(ClientSettings settings)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        };
        if (settings.Proxy is not null)
        {
            handler.Proxy = settings.Proxy;
        }

        return handler;
    }
#endif
}
