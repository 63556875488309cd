using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Requests;

/// <summary>The bytes of requests to mail/send.</summary>
public class SendRequestTests : ServiceTest
{
    public SendRequestTests() => Server.Answer(SendPath, """{"data":{"return":{"id":1}},"msg":"邮件发送成功","status":"success"}""");

    [Fact]
    public async Task A_submission_has_the_required_fields_and_no_others()
    {
        await Submit("a@x.cn");
        Assert.Equal(
            "api_user=ops%40example.cn&api_pwd=8342cfbac4960260a497b05ce94c15d4&from=shop%40example.cn&fromname=Shop"
            + "&to=a%40x.cn&subject=Hi&html=%3Cp%3EHello%3C%2Fp%3E",
            Server.Requests.Single().BodyText);
    }

    [Fact]
    public async Task Optional_fields_are_sent_if_they_are_set()
    {
        await Submit(Mail with { ReplyTo = "help@example.cn", TrackOpens = true, TrackClicks = true }, "a@x.cn");
        Assert.EndsWith("&replyto=help%40example.cn&open=1&click=1", Server.Requests.Single().BodyText);
    }

    [Theory]
    [InlineData(true, false, "open")]
    [InlineData(false, true, "click")]
    public async Task Each_kind_of_tracking_is_set_separately(bool opens, bool clicks, string field)
    {
        await Submit(Mail with { TrackOpens = opens, TrackClicks = clicks }, "a@x.cn");
        Assert.Equal("1", Server.Requests.Single()[field]);
        Assert.Equal(8, Server.Requests.Single().Fields.Count);
    }

    [Fact]
    public async Task Recipients_are_joined_by_semicolons_in_their_order()
    {
        await Submit("b@x.cn", "a@x.cn", "c@x.cn");
        Assert.Equal("b@x.cn;a@x.cn;c@x.cn", Server.Requests.Single()["to"]);
        Assert.Contains("&to=b%40x.cn%3Ba%40x.cn%3Bc%40x.cn&", Server.Requests.Single().BodyText);
    }
}
