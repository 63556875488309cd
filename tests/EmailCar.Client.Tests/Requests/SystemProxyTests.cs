using System.Net;
using EmailCar.Client.Tests.Support;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Requests;

/// <summary>The system proxy affects the whole process, so no other test runs at the same time.</summary>
[CollectionDefinition(nameof(SystemProxyTests), DisableParallelization = true)]
public class SystemProxyAlone;

/// <summary>How http_proxy, or the Windows setting, affects requests.</summary>
[Collection(nameof(SystemProxyTests))]
public class SystemProxyTests : ServiceTest
{
    [Fact]
    public async Task The_system_proxy_is_not_used_for_a_sandbox_on_this_machine()
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
