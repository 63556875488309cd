using EmailCar.Client.Tests.Support;
using EmailCar.Failures;

namespace EmailCar.Client.Tests.Answers;

/// <summary>The vendor's sample of mail/lists has one closing brace too many; everything readable is read.</summary>
public class VendorSampleTests : ServiceTest
{
    private const string Sample = """
        {
            "data": {
                "0": {
                    "failure_msg": "",
                    "from": "mail@service.emailcar.net",
                    "fromname": "EmailCar会员中心",
                    "guest_agent": "",
                    "guest_count": "0",
                    "guest_ip": "",
                    "replyto": "mail@service.emailcar.net",
                    "send_time": "2015-11-17 15:29:51",
                    "status": "2",
                    "subject": "yjy111用户提交了一个任务((AD)【活动最后三天！】反法西斯纪念币免费领【包邮】知识啤酒无限畅饮！！)待审核"
                    },
                    "return": {
                      "id": 873216184254383362
                    }
                },
                "1": {
                    "failure_msg": "",
                    "from": "mail@service.emailcar.net",
                    "fromname": "EmailCar会员中心",
                    "guest_agent": "",
                    "guest_count": "0",
                    "guest_ip": "",
                    "replyto": "mail@service.emailcar.net",
                    "send_time": "2015-11-17 15:45:13",
                    "status": "2",
                    "subject": "yangpudianzi用户提交了一个任务(广州阳普邀您参加11月27日物联网最新技术体验及红酒品酒会)待审核"
                }
            },
            "msg": "邮件发送成功",
            "status": "success"
        }
        """;

    [Fact]
    public async Task Both_rows_are_read_and_the_id_belongs_to_the_first()
    {
        Server.Answer(ListsPath, Sample);
        var rows = await AskDeliveries();
        Assert.Equal([873216184254383362L, null], rows.Select(r => r.Id));
        Assert.Equal(["2015-11-17 15:29:51 +08:00", "2015-11-17 15:45:13 +08:00"], rows.Select(r => $"{r.SentAt:yyyy-MM-dd HH:mm:ss zzz}"));
        Assert.All(rows, r => Assert.Equal(DeliveryStatus.Delivered, r.Status));
        Assert.StartsWith("yjy111用户提交了一个任务((AD)【活动最后三天！】", rows[0].Subject);
        Assert.StartsWith("yangpudianzi用户提交了一个任务(", rows[1].Subject);
    }

    [Fact]
    public async Task The_corrected_sample_gives_the_same_rows()
    {
        Server.Answer(ListsPath, Sample, Sample.Replace("}\n        },\n        \"1\"", "},\n        \"1\""));
        var broken = await AskDeliveries();
        Assert.Equal(broken, await AskDeliveries());
    }

    [Fact]
    public async Task Braces_within_texts_are_not_changed()
    {
        Server.Answer(ListsPath, """{"data":{"0":{"subject":"}, \"x\": {\\"}},"1":{"subject":"}},"}},"msg":"ok","status":"success"}""");
        Assert.Equal(["}, \"x\": {\\", "}},"], (await AskDeliveries()).Select(r => r.Subject));
    }

    [Theory]
    [InlineData("""{"data":{"0":{"subject":"a"},"msg":"ok","status":"success"}""")]
    [InlineData("""{"data":{"0":{"subject":"a"}]},"msg":"ok","status":"success"}""")]
    [InlineData("""{"data":{"0":{"subject":"a""")]
    public async Task Other_invalid_JSON_is_an_error(string text)
    {
        Server.Answer(ListsPath, text);
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => AskDeliveries());
        Assert.Equal(FailureKind.Unreadable, failure.Kind);
        Assert.Contains("not the documented JSON", failure.Message);
    }
}
