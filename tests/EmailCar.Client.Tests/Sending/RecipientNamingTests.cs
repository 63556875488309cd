using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>Which address a rejection is about, if it names one.</summary>
public class RecipientNamingTests
{
    [Theory]
    [InlineData("b@x.cn")]
    [InlineData("B@X.CN 无效")]
    [InlineData("收件人b@x.cn无效")]
    [InlineData("bad address <b@x.cn>.")]
    [InlineData("The address is b@x.cn.")]
    [InlineData("b@x.cn。")]
    [InlineData("[\"b@x.cn\"]")]
    [InlineData("a@x.cn;b@x.cn;c@x.cn")]
    [InlineData("bb@x.cn, b@x.cn")]
    [InlineData("b@x.cn.org, b@x.cn")]
    [InlineData("to=b@x.cn")]
    [InlineData("b@x.cn: 退订")]
    public void An_address_is_found_as_a_whole_word(string message) => Assert.True(IsNamed(message, "b@x.cn"));

    [Theory]
    [InlineData("")]
    [InlineData("收件人地址无效")]
    [InlineData("bb@x.cn")]
    [InlineData("1b@x.cn")]
    [InlineData("a.b@x.cn")]
    [InlineData("a-b@x.cn")]
    [InlineData("a_b@x.cn")]
    [InlineData("a+b@x.cn")]
    [InlineData("b@x.cn.org")]
    [InlineData("b@x.cnn")]
    [InlineData("b@x.cn-x.cn")]
    [InlineData("b@x")]
    [InlineData("x.cn")]
    public void A_part_of_another_address_is_not_found(string message) => Assert.False(IsNamed(message, "b@x.cn"));

    [Fact]
    public void All_named_addresses_are_found_in_the_order_of_the_recipients()
    {
        Recipient[] recipients = [new("a@x.cn"), new("b@x.cn"), new("c@x.cn"), new("d@x.cn")];
        Assert.Equal(["b@x.cn", "d@x.cn"], RecipientNaming.NamedIn("d@x.cn; b@x.cn", recipients).Select(r => r.Address));
    }

    private static bool IsNamed(string message, string address) =>
        RecipientNaming.NamedIn(message, [new Recipient("other@x.cn"), new Recipient(address)]).SingleOrDefault()?.Address == address;
}
