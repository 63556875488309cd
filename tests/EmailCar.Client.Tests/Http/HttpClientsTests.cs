using EmailCar.Http;
using EmailCar.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace EmailCar.Client.Tests.Http;

/// <summary>What a connection keeps while a session is open for days.</summary>
public class HttpClientsTests
{
    /// <summary>Each handler is kept until the connection is closed; if handlers were replaced every two minutes, their list would grow without limit.</summary>
    [Theory]
    [InlineData("submissions")]
    [InlineData("queries")]
    public void Handlers_are_not_replaced(string name)
    {
        using var clients = new HttpClients(new ClientSettings());
        var options = clients.Services.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>();
        Assert.Equal(Timeout.InfiniteTimeSpan, options.Get(name).HandlerLifetime);
    }
}
