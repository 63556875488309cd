using EmailCar.Client.Tests.Support;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>What counts as the same mail to the same address.</summary>
public class SeenMailsTests
{
    private static readonly MailContent Mail = ServiceTest.Mail;

    [Fact]
    public void The_same_mail_to_the_same_address_is_seen()
    {
        using var seen = new SeenMails();
        Assert.True(seen.Add(Mail, "a@x.cn"));
        Assert.False(seen.Add(Mail, "a@x.cn"));
        Assert.False(seen.Add(Mail with { }, "A@X.CN"));
    }

    [Fact]
    public void Another_address_or_another_mail_is_not()
    {
        using var seen = new SeenMails();
        Assert.True(seen.Add(Mail, "a@x.cn"));
        Assert.True(seen.Add(Mail, "b@x.cn"));
        Assert.True(seen.Add(Mail with { Html = "other" }, "a@x.cn"));
        Assert.True(seen.Add(Mail with { ReplyTo = "" }, "a@x.cn"));
        Assert.True(seen.Add(Mail with { TrackOpens = true }, "a@x.cn"));
        Assert.True(seen.Add(Mail with { TrackClicks = true }, "a@x.cn"));
    }

    [Fact]
    public void Texts_do_not_run_into_each_other()
    {
        using var seen = new SeenMails();
        Assert.True(seen.Add(Mail with { Subject = "ab", Html = "c" }, "a@x.cn"));
        Assert.True(seen.Add(Mail with { Subject = "a", Html = "bc" }, "a@x.cn"));
    }
}
