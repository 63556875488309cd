using EmailCar.Suppressing;

namespace EmailCar.Client.Tests.Suppressing;

/// <summary>What the reasons of failed deliveries show about the address.</summary>
public class BouncesTests
{
    [Theory]
    [InlineData("550 用户不存在")]
    [InlineData("收件人地址不存在")]
    [InlineData("该邮箱已被停用")]
    [InlineData("邮箱帐号被冻结")]
    [InlineData("域名不存在")]
    [InlineData("无此用户")]
    [InlineData("查无此人")]
    [InlineData("550 5.1.1 <ann@x.cn>: Recipient address rejected: User unknown in virtual mailbox table")]
    [InlineData("550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking")]
    [InlineData("554 delivery error: This user doesn't have a yahoo.com account (ann@yahoo.com)")]
    [InlineData("550 No such user here")]
    [InlineData("550 Mailbox not found")]
    [InlineData("550 5.2.1 This mailbox has been disabled")]
    [InlineData("Host or domain name not found. Name service error for name=x.example type=A: Host not found")]
    [InlineData("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup")]
    public void Unknown_users_closed_mailboxes_and_missing_domains_are_permanent(string message) =>
        Assert.Equal(BounceKind.Permanent, Bounces.KindOf(message));

    [Theory]
    [InlineData("550 Mailbox unavailable")]
    [InlineData("550 Requested action not taken")]
    [InlineData("554 Transaction failed")]
    [InlineData("退信")]
    [InlineData("501 Syntax error")]
    public void Other_rejections_are_hard(string message) => Assert.Equal(BounceKind.Hard, Bounces.KindOf(message));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("450 4.2.1 User unknown")]
    [InlineData("421 Service not available")]
    [InlineData("4.7.1 Please come back")]
    [InlineData("452 4.2.2 The email account that you tried to reach is over quota")]
    [InlineData("552 5.2.2 Mailbox full")]
    [InlineData("邮箱空间不足")]
    [InlineData("550 收件人邮箱已满")]
    [InlineData("554 5.7.1 Message rejected as spam")]
    [InlineData("550 Mail content denied")]
    [InlineData("550 被判为垃圾邮件")]
    [InlineData("550 IP 在黑名单中，用户不存在")]
    [InlineData("550 5.7.1 Relaying denied, user unknown")]
    [InlineData("连接超时")]
    [InlineData("Host or domain name not found, try again")]
    [InlineData("550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages")]
    public void Temporary_failures_full_mailboxes_and_rejected_contents_are_soft(string message) =>
        Assert.Equal(BounceKind.Soft, Bounces.KindOf(message));

    [Fact]
    public void Digits_in_an_address_are_not_a_reply_code() =>
        Assert.Equal(BounceKind.Permanent, Bounces.KindOf("<421@x.cn> <user-450@x.cn>: User unknown"));
}
