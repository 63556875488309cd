using System.Net;
using EmailCar.Client.Tests.Support;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Settings;

public class ClientSettingsTests : ServiceTest
{
    [Fact]
    public void The_documented_address_and_rate_are_the_defaults()
    {
        var settings = new ClientSettings();
        Assert.Equal("http://webapi.emailcar.net/v1/", settings.Endpoint.AbsoluteUri);
        Assert.Equal((1, TimeSpan.FromSeconds(60)), (settings.RequestsPerSecond, settings.Timeout));
    }

    [Theory]
    [InlineData("http://h.example/v1", "http://h.example/v1/")]
    [InlineData("https://h.example/v1/", "https://h.example/v1/")]
    [InlineData("http://h.example", "http://h.example/")]
    [InlineData("http://h.example:8080/a/b?x=1#y", "http://h.example:8080/a/b/")]
    public void An_address_ends_with_a_slash_and_has_no_query(string address, string expected) =>
        Assert.Equal(expected, new ClientSettings { Endpoint = new Uri(address) }.Endpoint.AbsoluteUri);

    [Theory]
    [InlineData("ftp://h.example/")]
    [InlineData("file:///tmp/x")]
    [InlineData("v1/")]
    public void Anything_but_an_http_address_is_rejected(string address) =>
        Assert.Throws<ArgumentException>(() => new ClientSettings { Endpoint = new Uri(address, UriKind.RelativeOrAbsolute) });

    [Fact]
    public async Task A_proxy_is_used()
    {
        Server.Answer(BalancePath, """{"data":{},"status":"success"}""");
        var settings = new ClientSettings
        {
            Endpoint = new Uri("http://service.example/v1/"),
            Proxy = new WebProxy(Server.Endpoint),
            RequestsPerSecond = 0,
        };
        using var client = new EmailCarClient(new Account(User, Secure(Password)), settings);
        await client.GetBalanceAsync(CancellationToken.None).Soon();
        Assert.Equal("POST http://service.example/v1/user/balance HTTP/1.1", Server.Requests.Single().Line);
    }
}
