using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Requests;

/// <summary>The headers of requests, and the connections they use.</summary>
public class HeaderTests : ServiceTest
{
    private const string Nothing = """{"data":[],"msg":"ok","status":"success"}""";

    public HeaderTests()
    {
        Server.Answer(SendPath, Nothing);
        Server.Answer(BalancePath, RawAnswer.Json(Nothing) with { Headers = ["Set-Cookie: session=1; path=/"] });
    }

    [Fact]
    public async Task The_body_is_declared_as_a_form_with_its_length()
    {
        await Submit("a@x.cn");
        var request = Server.Requests.Single();
        Assert.Equal("application/x-www-form-urlencoded", request.Header("Content-Type"));
        Assert.Equal(request.Body.Length, request.ContentLength);
        Assert.Null(request.Header("Transfer-Encoding"));
    }

    [Fact]
    public async Task Nothing_waits_for_a_100_Continue()
    {
        await Submit("a@x.cn");
        await AskBalance();
        Assert.All(Server.Requests, r => Assert.Null(r.Header("Expect")));
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        await AskBalance();
        await AskBalance();
        Assert.All(Server.Requests, r => Assert.Null(r.Header("Cookie")));
    }

    [Fact]
    public async Task The_client_has_a_user_agent()
    {
        await AskBalance();
        Assert.StartsWith("EmailCar-PowerShell/", Server.Requests.Single().Header("User-Agent"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_submission_uses_a_new_connection(bool serverKeepsConnections)
    {
        Server.KeepsConnections = serverKeepsConnections;
        await AskBalance();
        await Submit("a@x.cn");
        await Submit("b@x.cn");
        Assert.Equal([1, 2, 3], Server.Requests.Select(r => r.Connection));
        Assert.All(Server.Submissions, r => Assert.Equal("close", r.Header("Connection"), ignoreCase: true));
    }

#if NET
    // Mono ignores such a proxy.
    [Theory]
    [InlineData("proxy.example:8080")]
    [InlineData("ftp://proxy.example/")]
    public async Task An_invalid_proxy_is_a_failure_before_anything_is_sent(string proxy)
    {
        var client = NewClient(proxy: new System.Net.WebProxy(new Uri(proxy)));
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon());
        Assert.Equal((FailureKind.Unreachable, false), (failure.Kind, failure.MayHaveArrived));
    }

#endif

    /// <summary>If a submission asked for this, it would already be sent when the response arrives.</summary>
    [Fact]
    public async Task Without_a_proxy_no_proxy_login_is_sent()
    {
        Server.Answer(SendPath, """{"data":{},"msg":"ok","status":"success"}""");
        await Submit();
        Assert.Null(Server.Requests.Single().Header("Proxy-Authorization"));
    }

    [Fact]
    public async Task A_client_that_was_closed_is_a_failure_before_anything_is_sent()
    {
        var client = NewClient();
        client.Dispose();
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon());
        Assert.Equal((FailureKind.Disconnected, false), (failure.Kind, failure.MayHaveArrived));
    }

    [Fact]
    public async Task Queries_share_a_connection()
    {
        await AskBalance();
        await AskBalance();
        await AskBalance();
        Assert.Equal([1, 1, 1], Server.Requests.Select(r => r.Connection));
    }

#if NET
    // .NET Framework keeps its connections for the whole process.
    [Fact]
    public async Task A_closed_client_leaves_no_connection_open()
    {
        await AskBalance();
        Client.Dispose();
        await Server.ClientLeft.Soon();
    }
#endif
}
