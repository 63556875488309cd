using System.Net;
using System.Text;
using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Sandbox;

public sealed class SandboxLoginTests : IDisposable
{
    private readonly SandboxServer _server = SandboxServer.Start(new SandboxOptions { Password = "密码 1+2&3=%" });

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("%E5%AF%86%E7%A0%81+1%2B2%263%3D%25")]
    [InlineData("%e5%af%86%e7%a0%81%201%2b2%263%3d%")]
    [InlineData("密码 1%2B2%263=%25")]
    [InlineData("ccebeaa43b0549acd39c6c2b329d16e8")]
    [InlineData("CCEBEAA43B0549ACD39C6C2B329D16E8")]
    public async Task The_password_is_accepted_in_each_form(string password) => Assert.Equal(
        """{"data":{"points":{"ad":0,"email":"10000","sms":0}},"msg":"数据成功获取","status":"success"}""",
        await _server.Post("user/balance", $"api_user=sandbox@example.com&api_pwd={password}"));

    [Theory]
    [InlineData("api_user=sandbox@example.com&api_pwd=wrong")]
    [InlineData("api_user=sandbox@example.com&api_pwd=")]
    [InlineData("api_user=sandbox@example.com")]
    [InlineData("api_user=nobody@example.com&api_pwd=%E5%AF%86%E7%A0%81+1%2B2%263%3D%25")]
    [InlineData("")]
    public async Task Any_other_login_is_rejected_everywhere(string form)
    {
        foreach (var path in new[] { "mail/send", "mail/lists", "mail/stats", "user/balance" })
        {
            using var response = await _server.PostForResponse(path, form);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("""{"status":"error","msg":"用户名或密码错误"}""", await response.Content.ReadAsStringAsync());
        }

        Assert.Empty(_server.Submissions);
    }

    [Fact]
    public async Task A_login_in_the_URL_is_ignored() => Assert.Equal(
        SandboxCall.Error("用户名或密码错误"),
        await _server.Post("user/balance?api_user=sandbox@example.com&api_pwd=%E5%AF%86%E7%A0%81+1%2B2%263%3D%25", ""));

    [Fact]
    public async Task Text_that_is_not_UTF_8_is_rejected()
    {
        Assert.Equal(
            SandboxCall.Error("请求内容不是有效的UTF-8编码"),
            await _server.Post("user/balance", "api_user=%C4%FA%BA%C3&api_pwd=x"));
    }

    [Fact]
    public async Task A_form_of_another_type_is_rejected()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Endpoint, "user/balance"))
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        using var response = await SandboxCall.Send(request);
        Assert.Equal(
            SandboxCall.Error("请求格式必须为application/x-www-form-urlencoded"), await response.Content.ReadAsStringAsync());
    }
}
