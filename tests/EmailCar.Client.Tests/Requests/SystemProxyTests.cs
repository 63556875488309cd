using System.Net;
using EmailCar.Client.Tests.Support;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Requests;

/// <summary>The proxy of the system belongs to the whole process: no other test runs meanwhile.</summary>
[CollectionDefinition(nameof(SystemProxyTests), DisableParallelization = true)]
public class SystemProxyAlone;

/// <summary>What http_proxy, or its like on Windows, means for requests.</summary>
[Collection(nameof(SystemProxyTests))]
public class SystemProxyTests : ServiceTest
{
    [Fact]
    public async Task It_is_not_asked_for_a_sandbox_on_this_machine()
    {
        using var proxy = new RawServer();
        var before = SystemProxy;
        SystemProxy = new WebProxy(proxy.Endpoint);
        try
        {
            Server.Answer(BalancePath, """{"data":{},"msg":"ok","status":"success"}""");
            Server.Answer(SendPath, """{"data":{},"msg":"ok","status":"success"}""");
            await AskBalance();
            await Submit("a@x.cn");
        }
        finally
        {
            SystemProxy = before;
        }

        Assert.Equal((2, 0), (Server.Requests.Count, proxy.Connections));
    }

#if NET
    private static IWebProxy SystemProxy
    {
        get => HttpClient.DefaultProxy;
        set => HttpClient.DefaultProxy = value;
    }
#else
    private static IWebProxy SystemProxy
    {
        get => WebRequest.DefaultWebProxy;
        set => WebRequest.DefaultWebProxy = value;
    }
#endif
}
