using EmailCar.Http;
using EmailCar.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace EmailCar.Client.Tests.Http;

/// <summary>The resources of a connection during a session of several days.</summary>
public class HttpClientsTests
{
    /// <summary>Handlers are kept until the connection is closed. If they were replaced every two minutes, their list would grow without limit.</summary>
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
