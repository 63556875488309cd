using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Requests;

/// <summary>Any text arrives byte for byte.</summary>
public class TextTests : ServiceTest
{
    public TextTests() => Server.Answer(SendPath, """{"data":{"return":{"id":1}},"msg":"ok","status":"success"}""");

    [Theory]
    [InlineData("欢迎使用Emailcar")]
    [InlineData("𠮷野家 🎉👩‍👩‍👧")]
    [InlineData("a&b=c+d%20e%e f?g#h/i\\j")]
    [InlineData("first\nsecond\r\nthird\tend ")]
    [InlineData("<p style=\"x:y;z\">'“”‘’…é\u00a0\ufeff\u0000\u007f</p>")]
    [InlineData(";,|^~`{}[]()!*$-_.")]
    public async Task HTML_arrives_unchanged(string html)
    {
        await Submit(Mail with { Html = html }, "a@x.cn");
        Assert.Equal(html, Server.Requests.Single()["html"]);
    }

    [Fact]
    public async Task Subject_and_names_arrive_unchanged()
    {
        await Submit(Mail with { Subject = "100% & 1+1=2 🎉 您好", FromName = "EmailCar会员中心 <&>" }, "a@x.cn");
        Assert.Equal("100% & 1+1=2 🎉 您好", Server.Requests.Single()["subject"]);
        Assert.Equal("EmailCar会员中心 <&>", Server.Requests.Single()["fromname"]);
    }

    [Theory] // FormUrlEncodedContent of .NET Framework throws for 65,520 characters or more
    [InlineData(65_519)]
    [InlineData(65_520)]
    [InlineData(70_000)]
    [InlineData(1_048_576)]
    public async Task Long_HTML_arrives_unchanged(int length)
    {
        var html = string.Concat(Enumerable.Repeat("<p>您好 & 🎉</p>\r\n", (length / 15) + 1)).Substring(0, length - 1) + "。";
        await Submit(Mail with { Html = html }, "a@x.cn");
        Assert.Equal(html, Server.Requests.Single()["html"]);
    }

    [Fact]
    public async Task Only_unreserved_characters_are_not_encoded()
    {
        await Submit(Mail with { Subject = "AZaz09-_.* ~/:é" }, "a@x.cn");
        Assert.Contains("&subject=AZaz09-_.*+%7E%2F%3A%C3%A9&", Server.Requests.Single().BodyText);
    }
}
