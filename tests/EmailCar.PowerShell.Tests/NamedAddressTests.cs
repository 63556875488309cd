using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>Addresses with a name before them, and other forms from mail programs.</summary>
public sealed class NamedAddressTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";

    private readonly ServerSession _session = new();

    public NamedAddressTests() => Server.Answer("/v1/mail/send", Accepted);

    private RawServer Server => _session.Server;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("'Wang <w@example.com>'")]
    [InlineData("'Wang, Wei <w@example.com>'")]
    [InlineData("([mailaddress]'Wang <w@example.com>')")]
    [InlineData("([Net.Mail.MailAddress]::new('w@example.com', '王伟; Wang'))")]
    public void Email_is_sent_to_the_address_without_the_name(string to)
    {
        Assert.Equal(["w@example.com"], _session.Run($"Send-EmailCarMail -To {to} -Subject s -Html h").Clean().Values<string>("To"));
        Assert.Equal(["w@example.com"], _session.Run($"{to} | Send-EmailCarMail -Subject t -Html h").Clean().Values<string>("To"));
        Assert.Equal(["w@example.com"], _session.Run($"[pscustomobject]@{{ 邮箱 = {to} }} | Send-EmailCarMail -Subject u -Html h").Clean().Values<string>("To"));
        Assert.Equal(["w@example.com"], _session.Run($"@{{ To = {to} }} | Send-EmailCarMail -Subject v -Html h").Clean().Values<string>("To"));
        Assert.All(Server.Submissions, s => Assert.Equal("w@example.com", s["to"]));
        Assert.Equal([true], _session.Run($"{to} | Test-EmailCarAddress").Clean().Values<bool>("Valid"));
    }

    [Fact]
    public void A_mail_address_from_another_session_is_read() =>
        Assert.Equal(["w@example.com"], _session.Run(
            """
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize([mailaddress]'Wang <w@example.com>')) |
                Send-EmailCarMail -Subject s -Html h
            """).Clean().Values<string>("To"));

    [Fact]
    public void Several_addresses_with_names_are_several_recipients()
    {
        var result = _session.Run("'Wang, Wei <a@x.cn>; \"Li; Na\" <b@x.cn>, c@x.cn' | Send-EmailCarMail -Subject s -Html h").Clean();
        Assert.Equal(["a@x.cn", "b@x.cn", "c@x.cn"], result.Values<string>("To"));
    }

    [Fact]
    public void Two_addresses_that_are_ambiguous_are_rejected()
    {
        var result = _session.Run("'a@x.cn <b@x.cn>' | Send-EmailCarMail -Subject s -Html h");
        Assert.Equal(["Rejected"], result.Statuses);
        Assert.Empty(Server.Submissions);
    }

    [Theory]
    [InlineData("-From 'Shop <s@example.com>'", "", "s@example.com", "Shop")]
    [InlineData("-From ([mailaddress]'Shop <s@example.com>')", "", "s@example.com", "Shop")]
    [InlineData("-From 'Shop <s@example.com>' -FromName Given", "", "s@example.com", "Given")]
    [InlineData("-From 'Shop <s@example.com>' -FromName ''", "", "s@example.com", "Shop")]
    [InlineData("-From 'Shop <s@example.com>'", "-FromName Service", "s@example.com", "Shop")]
    [InlineData("", "-From 'Shop <s@example.com>'", "s@example.com", "Shop")]
    [InlineData("", "-From 'Shop <s@example.com>' -FromName Service", "s@example.com", "Service")]
    [InlineData("-From '<s@example.com>'", "", "s@example.com", "s@example.com")]
    public void The_name_of_the_sender_is_the_display_name_unless_one_is_given(string send, string connect, string from, string name)
    {
        if (connect.Length > 0)
        {
            _session.Run($"Connect-EmailCar -Endpoint $endpoint -Credential $credential -RequestsPerSecond 0 -NoVerify {connect}").Clean();
        }

        _session.Run($"Send-EmailCarMail a@x.cn -Subject s -Html h {send}").Clean();
        var sent = Assert.Single(Server.Submissions);
        Assert.Equal([from, name], new[] { sent["from"], sent["fromname"] });
    }

    [Theory]
    [InlineData("@{To='a@x.cn';From='Row <r@x.cn>'}", "", "r@x.cn", "Row")]
    [InlineData("@{To='a@x.cn';From='Row <r@x.cn>';FromName='Column'}", "", "r@x.cn", "Column")]
    [InlineData("@{To='a@x.cn';FromName='Column'}", "-From 'Shop <s@x.cn>'", "s@x.cn", "Shop")]
    [InlineData("@{To='a@x.cn';店='{{x}}'}", "-From '{{店}} <s@x.cn>' -Merge", "s@x.cn", "{{x}}")]
    public void Parameters_have_priority_over_columns(string row, string send, string from, string name)
    {
        _session.Run($"[pscustomobject]{row} | Send-EmailCarMail -Subject s -Html h {send}").Clean();
        var sent = Assert.Single(Server.Submissions);
        Assert.Equal([from, name], new[] { sent["from"], sent["fromname"] });
    }

    [Fact]
    public void Replies_go_only_to_the_address()
    {
        _session.Run("Send-EmailCarMail a@x.cn -Subject s -Html h -ReplyTo 'Desk <d@x.cn>'").Clean();
        Assert.Equal("d@x.cn", Assert.Single(Server.Submissions)["replyto"]);
    }

    [Theory]
    [InlineData("-From \"Shop`nBcc: x@y.cn <s@x.cn>\"")]
    [InlineData("-From \"`\"Shop`r`nBcc: x@y.cn`\" <s@x.cn>\"")]
    [InlineData("-ReplyTo \"Shop`nBcc: x@y.cn <s@x.cn>\"")]
    public void A_name_with_a_line_break_is_never_sent(string parameter)
    {
        Assert.Equal(["LineBreak"], _session.Run($"Send-EmailCarMail a@x.cn -Subject s -Html h {parameter}").ErrorIds);
        Assert.Empty(Server.Submissions);
    }

    [Theory]
    [InlineData("-From \"Shop`nBcc: x@y.cn <s@x.cn>\"")]
    [InlineData("-From \"`\"Shop`r`nBcc: x@y.cn`\" <s@x.cn>\"")]
    public void A_default_name_with_a_line_break_is_never_sent(string connect)
    {
        _session.Run($"Connect-EmailCar -Endpoint $endpoint -Credential $credential -RequestsPerSecond 0 -NoVerify {connect}").Clean();
        Assert.Equal(["LineBreak"], _session.Run("Send-EmailCarMail a@x.cn -Subject s -Html h").ErrorIds);
        Assert.Empty(Server.Submissions);
    }

    [Theory]
    [InlineData("\"Hello`n\"")]
    [InlineData("\"Hello`r`n\"")]
    [InlineData("\"Hello`n`n \"")]
    [InlineData("\"`nHello\"")]
    public void A_line_break_at_the_end_of_the_subject_is_removed(string subject)
    {
        var result = _session.Run($"'a@x.cn' | Send-EmailCarMail -Subject {subject} -Html h").Clean();
        Assert.Equal(["Hello"], result.Values<string>("Subject"));
        Assert.Equal("Hello", Assert.Single(Server.Submissions)["subject"]);
        _session.Run($"[pscustomobject]@{{ To = 'b@x.cn'; 主题 = {subject} }} | Send-EmailCarMail -Html h").Clean();
        _session.Run($"[pscustomobject]@{{ To = 'b@x.cn'; t = {subject} }} | Send-EmailCarMail -Merge -Subject '{{{{t}}}}' -Html g").Clean();
        Assert.All(Server.Submissions, s => Assert.Equal("Hello", s["subject"]));
    }

    [Theory]
    [InlineData("\"Hello`nBcc: x@y.cn\"")]
    [InlineData("\"Hello`nBcc: x@y.cn`n\"")]
    [InlineData("\"`nHello`r`nBcc: x@y.cn\"")]
    public void A_line_break_within_the_subject_is_rejected(string subject)
    {
        Assert.Equal(["LineBreak"], _session.Run($"'a@x.cn' | Send-EmailCarMail -Subject {subject} -Html h").ErrorIds);
        Assert.Empty(Server.Submissions);
    }
}
