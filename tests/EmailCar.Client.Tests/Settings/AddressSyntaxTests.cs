namespace EmailCar.Client.Tests.Settings;

public class AddressSyntaxTests
{
    [Theory]
    [InlineData("a@x.cn")]
    [InlineData("first.last+tag@mail.example.com")]
    [InlineData("o'neil_%&=-!#@x-y.example")]
    [InlineData("张三@例子.中国")]
    public void A_plausible_address_passes(string address) => Assert.True(AddressSyntax.IsPlausible(address));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@x.cn")]
    [InlineData("a@")]
    [InlineData("a@x")]
    [InlineData("a@.cn")]
    [InlineData("a@x.")]
    [InlineData("a..b@x.cn")]
    [InlineData(".a@x.cn")]
    [InlineData("a@b@x.cn")]
    [InlineData(" a@x.cn")]
    [InlineData("a b@x.cn")]
    [InlineData("a@x.cn\r\n")]
    [InlineData("a@x.cn;b@x.cn")]
    [InlineData("a@x.cn,b@x.cn")]
    [InlineData("a@x.cn；")]
    [InlineData("A <a@x.cn>")]
    [InlineData("\"a\"@x.cn")]
    [InlineData("a\0@x.cn")]
    public void An_implausible_one_does_not(string address) => Assert.False(AddressSyntax.IsPlausible(address));

    [Theory]
    [InlineData(64, 10, true)]
    [InlineData(65, 10, false)]
    [InlineData(60, 193, true)]
    [InlineData(60, 194, false)]
    public void Length_has_its_limits(int local, int domain, bool passes) =>
        Assert.Equal(passes, AddressSyntax.IsPlausible(new string('a', local) + "@" + new string('x', domain - 3) + ".cn"));
}
