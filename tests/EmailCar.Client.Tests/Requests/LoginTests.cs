using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Requests;

/// <summary>Which parts of the login are sent, and where.</summary>
public class LoginTests : ServiceTest
{
    private const string Nothing = """{"data":[],"msg":"ok","status":"success"}""";

    public LoginTests()
    {
        foreach (var path in new[] { SendPath, ListsPath, StatsPath, BalancePath })
        {
            Server.Answer(path, Nothing);
        }
    }

    [Fact]
    public async Task Every_call_posts_the_user_and_the_MD5_of_the_password()
    {
        await AskEverything();
        Assert.Equal([SendPath, ListsPath, StatsPath, BalancePath], Server.Requests.Select(r => r.Path));
        Assert.All(Server.Requests, r => Assert.Equal((User, PasswordMd5), (r["api_user"], r["api_pwd"])));
    }

    [Fact]
    public async Task No_field_is_in_the_URL_or_in_a_header()
    {
        await AskEverything();
        Assert.All(Server.Requests, r => Assert.Equal($"POST {r.Path} HTTP/1.1", r.Line));
        Assert.All(Server.Requests, r => Assert.DoesNotContain(PasswordMd5, r.Head));
        Assert.All(Server.Requests, r => Assert.DoesNotContain("ops", r.Head));
    }

    [Fact]
    public async Task The_password_itself_is_never_sent()
    {
        await AskEverything();
        Assert.All(Server.Requests, r => Assert.DoesNotContain(Password, string.Concat(r.Fields.Select(f => f.Value))));
    }

    private async Task AskEverything()
    {
        await Submit("a@x.cn");
        await AskDeliveries();
        await AskStats();
        await AskBalance();
    }
}
