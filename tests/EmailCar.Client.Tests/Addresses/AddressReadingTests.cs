using EmailCar.Addresses;

namespace EmailCar.Client.Tests.Addresses;

/// <summary>Which addresses are valid, for each class in docs/addresses.md.</summary>
public class AddressReadingTests
{
    [Theory]
    [InlineData("a@x.cn")]
    [InlineData("first.last@mail.example.com")]
    [InlineData("first+tag@example.com")]
    [InlineData("12345678@qq.com")]
    [InlineData("o'neil!#$%&'*+-/=?^_`{|}~@example.com")]
    [InlineData("-dash-@example.com")]
    [InlineData("USER@EXAMPLE.COM")]
    [InlineData("a@x-y.example")]
    [InlineData("a@1and1.com")]
    [InlineData("a@163.com")]
    [InlineData("a@b.c")]
    [InlineData("a@例子.中国")]
    [InlineData("a@xn--fsqu00a.xn--fiqs8s")]
    [InlineData("a@bücher.example")]
    public void An_address_that_mail_servers_accept_is_valid(string address) =>
        Assert.Equal(new AddressReading(address, AddressFault.None, null, false), AddressReading.Of(address));

    [Theory]
    [InlineData("", AddressFault.Empty)]
    [InlineData(" \u3000\u200B", AddressFault.Empty)]
    [InlineData("name", AddressFault.NoAt)]
    [InlineData("name_example.com", AddressFault.NoAt)]
    [InlineData("@", AddressFault.LocalPart)]
    [InlineData("@example.com", AddressFault.LocalPart)]
    [InlineData("name@", AddressFault.Domain)]
    [InlineData(".name@example.com", AddressFault.LocalPart)]
    [InlineData("name.@example.com", AddressFault.LocalPart)]
    [InlineData("na..me@example.com", AddressFault.LocalPart)]
    [InlineData("na\\me@example.com", AddressFault.LocalPart)]
    [InlineData("na[me@example.com", AddressFault.LocalPart)]
    [InlineData("na:me@example.com", AddressFault.LocalPart)]
    [InlineData("na\"me@example.com", AddressFault.LocalPart)]
    [InlineData("张三@example.com", AddressFault.NonAsciiLocalPart)]
    [InlineData("müller@example.com", AddressFault.NonAsciiLocalPart)]
    [InlineData("\"name\"@example.com", AddressFault.QuotedLocalPart)]
    [InlineData("\"a b\"@example.com", AddressFault.QuotedLocalPart)]
    [InlineData("\"name@example.com", AddressFault.QuotedLocalPart)]
    [InlineData("(office)name@example.com", AddressFault.NotBare)]
    [InlineData("name@(office)example.com", AddressFault.NotBare)]
    [InlineData("((name@example.com", AddressFault.NotBare)]
    [InlineData("name@example.com (office)", AddressFault.NotBare)]
    [InlineData("name@example.com（已离职）", AddressFault.NotBare)]
    [InlineData("Name <name@example.com> x", AddressFault.NotBare)]
    [InlineData("Name <name@example.com", AddressFault.NotBare)]
    [InlineData("Name name@example.com>", AddressFault.NotBare)]
    [InlineData("Name <name@example.com> <other@example.com>", AddressFault.Several)]
    [InlineData("other@example.com <name@example.com>", AddressFault.Several)]
    [InlineData("Name <a@x.cn;b@x.cn>", AddressFault.Several)]
    [InlineData("Name <name@example.con>", AddressFault.NoSuchTopLevel)]
    [InlineData("Name <na me@example.com>", AddressFault.Blank)]
    [InlineData("Name <张三@example.com>", AddressFault.NonAsciiLocalPart)]
    [InlineData("Name <name>", AddressFault.NoAt)]
    [InlineData("Name <>", AddressFault.Empty)]
    [InlineData("mailto:name@example.com?subject=x", AddressFault.Domain)]
    [InlineData("mailto:mailto:name@example.com", AddressFault.NotBare)]
    [InlineData("a@b@example.com", AddressFault.Several)]
    [InlineData("a@x.cn;b@x.cn", AddressFault.Several)]
    [InlineData("a@x.cn、b@x.cn", AddressFault.Several)]
    [InlineData("name;@example.com", AddressFault.Several)]
    [InlineData("na me@example.com", AddressFault.Blank)]
    [InlineData("name @example.com", AddressFault.Blank)]
    [InlineData("name@ example.com", AddressFault.Blank)]
    [InlineData("na\r\nme@example.com", AddressFault.Blank)]
    [InlineData("na\0me@example.com", AddressFault.Blank)]
    [InlineData("na\u007Fme@example.com", AddressFault.Blank)]
    [InlineData("na\u200Bme@example.com", AddressFault.Blank)]
    [InlineData("name@.example.com", AddressFault.Domain)]
    [InlineData("name@example.com.", AddressFault.Domain)]
    [InlineData("name@example..com", AddressFault.Domain)]
    [InlineData("name@-example.com", AddressFault.Domain)]
    [InlineData("name@example-.com", AddressFault.Domain)]
    [InlineData("name@exa_mple.com", AddressFault.Domain)]
    [InlineData("name@example/x.com", AddressFault.Domain)]
    [InlineData("name@例_子.中国", AddressFault.Domain)]
    [InlineData("name@localhost", AddressFault.NoTopLevel)]
    [InlineData("name@com", AddressFault.NoTopLevel)]
    [InlineData("name@example.123", AddressFault.NumericDomain)]
    [InlineData("name@192.0.2.1", AddressFault.NumericDomain)]
    [InlineData("name@[192.0.2.1]", AddressFault.NumericDomain)]
    [InlineData("name@[IPv6:2001:db8::1]", AddressFault.NumericDomain)]
    [InlineData("name@example.con", AddressFault.NoSuchTopLevel)]
    public void An_address_that_mail_servers_reject_is_not_valid(string address, AddressFault fault)
    {
        var reading = AddressReading.Of(address);
        Assert.Equal((address, fault, false), (reading.Address, reading.Fault, reading.IsValid));
    }

    [Theory]
    [InlineData(64, 10, 10, AddressFault.None)]
    [InlineData(65, 10, 10, AddressFault.TooLong)]
    [InlineData(10, 63, 10, AddressFault.None)]
    [InlineData(10, 64, 10, AddressFault.TooLong)]
    [InlineData(64, 63, 61, AddressFault.None)]
    [InlineData(64, 63, 62, AddressFault.TooLong)]
    public void The_length_of_an_address_is_limited(int local, int label, int lastLabel, AddressFault fault)
    {
        var domain = string.Join(".", new string('x', label), new string('y', label == 63 && local == 64 ? 60 : 1), new string('z', lastLabel), "cn");
        Assert.Equal(fault, AddressReading.Of(new string('a', local) + "@" + domain).Fault);
    }

    [Theory]
    [InlineData(" a@x.cn ")]
    [InlineData("\ta@x.cn\r\n")]
    [InlineData("\u3000a@x.cn\u00A0")]
    [InlineData("\uFEFFa@x.cn\u200B")]
    public void Blanks_around_an_address_are_ignored(string text) =>
        Assert.Equal(new AddressReading("a@x.cn", AddressFault.None, null, false), AddressReading.Of(text));

    [Theory]
    [InlineData("a＠x.cn", "a@x.cn")]
    [InlineData("a@x．cn", "a@x.cn")]
    [InlineData("a@x。cn", "a@x.cn")]
    [InlineData("ｕｓｅｒ１@ｘ.ｃｎ", "user1@x.cn")]
    public void Full_width_characters_are_replaced(string text, string address) =>
        Assert.Equal(new AddressReading(address, AddressFault.None, null, true), AddressReading.Of(text));

    [Theory]
    [InlineData("Wang <w@x.cn>", "Wang", "w@x.cn")]
    [InlineData("Wang<w@x.cn>", "Wang", "w@x.cn")]
    [InlineData("王伟 <w@x.cn>", "王伟", "w@x.cn")]
    [InlineData("王伟＜w@x.cn＞", "王伟", "w@x.cn")]
    [InlineData("\"Wang, Wei\" <w@x.cn>", "Wang, Wei", "w@x.cn")]
    [InlineData("Wang, Wei <w@x.cn>", "Wang, Wei", "w@x.cn")]
    [InlineData("'Wang' <w@x.cn>", "Wang", "w@x.cn")]
    [InlineData("“王伟” <w@x.cn>", "王伟", "w@x.cn")]
    [InlineData("\"Wang \\\"W\\\" Wei\" <w@x.cn>", "Wang \"W\" Wei", "w@x.cn")]
    [InlineData("\"sales@x.cn\" <w@x.cn>", "sales@x.cn", "w@x.cn")]
    [InlineData("Wang (office) <w@x.cn>", "Wang (office)", "w@x.cn")]
    [InlineData(" Wang < w@x.cn > ", "Wang", "w@x.cn")]
    [InlineData("Wang <mailto:w@x.cn>", "Wang", "w@x.cn")]
    [InlineData("<w@x.cn>", null, "w@x.cn")]
    [InlineData("\"\" <w@x.cn>", null, "w@x.cn")]
    [InlineData("w@x.cn <W@x.cn>", null, "W@x.cn")]
    [InlineData("mailto:w@x.cn", null, "w@x.cn")]
    [InlineData("MAILTO:w@x.cn", null, "w@x.cn")]
    public void An_address_with_a_name_is_split_into_address_and_name(string text, string? name, string address) =>
        Assert.Equal(new AddressReading(address, AddressFault.None, null, false) { DisplayName = name }, AddressReading.Of(text));

    [Theory]
    [InlineData("a@x.cn;b@x.cn", "a@x.cn|b@x.cn")]
    [InlineData("a@x.cn, b@x.cn", "a@x.cn| b@x.cn")]
    [InlineData("Wang <a@x.cn>; Li <b@x.cn>", "Wang <a@x.cn>| Li <b@x.cn>")]
    [InlineData("Wang <a@x.cn>, Li <b@x.cn>", "Wang <a@x.cn>| Li <b@x.cn>")]
    [InlineData("Wang, Wei <a@x.cn>, Li, Na <b@x.cn>", "Wang, Wei <a@x.cn>| Li, Na <b@x.cn>")]
    [InlineData("Wang，伟 ＜a@x.cn＞，b@x.cn", "Wang，伟 ＜a@x.cn＞|b@x.cn")]
    [InlineData("c@x.cn, Wang, Wei <a@x.cn>", "c@x.cn| Wang, Wei <a@x.cn>")]
    [InlineData("\"Wang; Wei\" <a@x.cn>; b@x.cn", "\"Wang; Wei\" <a@x.cn>| b@x.cn")]
    [InlineData("\"@home, Wang\" <a@x.cn>, b@x.cn", "\"@home, Wang\" <a@x.cn>| b@x.cn")]
    [InlineData("bad; Li <b@x.cn>", "bad| Li <b@x.cn>")]
    [InlineData("bad, a@x.cn, Li <b@x.cn>", "bad| a@x.cn| Li <b@x.cn>")]
    [InlineData("Wang \"W\n Wei\" <a@x.cn>", "Wang \"W| Wei\" <a@x.cn>")]
    [InlineData("5\" <a@x.cn>; b@x.cn", "5\" <a@x.cn>| b@x.cn")]
    public void Separators_within_a_name_do_not_separate(string text, string parts) =>
        Assert.Equal(parts.Split('|'), AddressReading.Split(text, [';', ',', '，', '\n']));

    [Fact]
    public void A_text_that_contains_only_prefixes_is_not_an_address() =>
        Assert.False(AddressReading.Of(string.Concat(Enumerable.Repeat("mailto:", 100_000)) + "<").IsValid);

    [Theory]
    [InlineData("a@gmial.com", "a@gmail.com", true)]
    [InlineData("a@foxmial.com", "a@foxmail.com", true)]
    [InlineData("A@GMIAL.COM", "A@gmail.com", true)]
    [InlineData("a＠gmial.com", "a@gmail.com", true)]
    [InlineData("a@qq.con", "a@qq.com", false)]
    [InlineData("a@163.con", "a@163.com", false)]
    [InlineData("a@gmial.con", "a@gmail.com", false)]
    [InlineData("a@mail.example.con", "a@mail.example.com", false)]
    [InlineData("Wang <a@gmial.com>", "a@gmail.com", true)]
    [InlineData("Wang <a@qq.con>", "a@qq.com", false)]
    [InlineData("Wang <a@x.cn", "a@x.cn", false)]
    [InlineData("Wang a@x.cn", "a@x.cn", false)]
    [InlineData("a@x.cn (office)", "a@x.cn", false)]
    [InlineData("mailto:a@x.cn?subject=hi", "a@x.cn", false)]
    [InlineData("a @x.cn", "a@x.cn", false)]
    [InlineData("a@x..cn", "a@x.cn", false)]
    [InlineData("a@x.cn.", "a@x.cn", false)]
    public void A_misspelled_address_gets_a_suggestion(string text, string meant, bool isValid)
    {
        var reading = AddressReading.Of(text);
        Assert.Equal((meant, isValid), (reading.Suggestion!, reading.IsValid));
    }

    [Theory]
    [InlineData("a@mail.com")]
    [InlineData("a@email.com")]
    [InlineData("a@ymail.com")]
    [InlineData("a@qq.cn")]
    [InlineData("a@vip.163.com")]
    [InlineData("a@example.co")]
    [InlineData("a@example.cm")]
    [InlineData("Wang <a@x>")]
    [InlineData("a b c")]
    public void A_valid_address_is_not_corrected(string text) => Assert.Null(AddressReading.Of(text).Suggestion);
}
