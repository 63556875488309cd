using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>The input and output of Send-EmailCarMail.</summary>
public sealed class SendingTests : IDisposable
{
    private readonly SandboxSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Addresses_can_be_piped()
    {
        var result = _session.Run("'a@x.cn','b@x.cn' | Send-EmailCarMail -Subject 您好 -Html '<p>您好</p>'").Clean();
        Assert.Equal(["a@x.cn", "b@x.cn"], result.Values<string>("To"));
        Assert.Equal(["Submitted", "Submitted"], result.Statuses);
        Assert.All(result.Values<long>("Id"), id => Assert.True(id > 1L << 53));
    }

    [Theory]
    [InlineData("[pscustomobject]@{Email='a@x.cn'}")]
    [InlineData("[pscustomobject]@{EmailAddress='';Mail='a@x.cn'}")]
    [InlineData("[pscustomobject]@{To=' ';Recipient=' a@x.cn '}")]
    [InlineData("[pscustomobject]@{邮箱='a@x.cn';姓名='王伟'}")]
    [InlineData("[pscustomobject]@{收件人='a@x.cn'}")]
    [InlineData("[pscustomobject]@{电子邮件='a@x.cn'}")]
    [InlineData("@{To='a@x.cn';Name='王伟'}")]
    [InlineData("@{email='a@x.cn'}")]
    [InlineData(",@('a@x.cn')")]
    public void Rows_can_be_piped(string row)
    {
        var result = _session.Run($"{row} | Send-EmailCarMail -Subject s -Html h").Clean();
        Assert.Equal(["a@x.cn"], result.Values<string>("To"));
        Assert.Equal(["Submitted"], result.Statuses);
    }

    [Theory]
    [InlineData("@{To='a@x.cn';Subject='s1';Html='h'}", "s1")]
    [InlineData("[pscustomobject]@{To='a@x.cn';主题='s2';正文='h'}", "s2")]
    [InlineData("[pscustomobject]@{To='a@x.cn';标题='s3';Content='h';Title='Mr'}", "s3")]
    [InlineData("[pscustomobject]@{To='a@x.cn';Subject='';主题='s4';Body='h'}", "s4")]
    public void Contents_can_come_from_columns(string row, string subject) =>
        Assert.Equal([subject], _session.Run($"{row} | Send-EmailCarMail").Clean().Values<string>("Subject"));

    [Fact]
    public void The_command_line_has_priority_over_the_columns()
    {
        var row = "[pscustomobject]@{To='a@x.cn';Subject='column';Html='h'}";
        Assert.Equal(["given"], _session.Run($"{row} | Send-EmailCarMail -Subject given").Clean().Values<string>("Subject"));
    }

    [Theory]
    [InlineData("'zhang','li' | Send-EmailCarMail -To { \"$_@x.cn\" }", "zhang@x.cn", "li@x.cn")]
    [InlineData("'a@real.cn' | Send-EmailCarMail -To { 'test@x.cn' }", "test@x.cn")]
    [InlineData("@{Email='a@real.cn'} | Send-EmailCarMail -To { 'test@x.cn' }", "test@x.cn")]
    public void A_script_block_can_return_the_address(string script, params string[] addresses) =>
        Assert.Equal(addresses, _session.Run($"{script} -Subject s -Html h").Clean().Values<string>("To"));

    [Fact]
    public void Several_addresses_in_one_value_are_several_recipients() =>
        Assert.Equal(
            ["a@x.cn", "b@x.cn", "c@x.cn"],
            _session.Run("Send-EmailCarMail 'a@x.cn; b@x.cn','c@x.cn' -Subject s -Html h").Clean().Values<string>("To"));

    [Fact]
    public void An_address_on_the_command_line_and_one_from_the_pipeline_are_an_error_before_anything_is_sent()
    {
        var result = _session.Run("'a@x.cn','b@x.cn' | Send-EmailCarMail -To c@x.cn -Subject s -Html h");
        Assert.Equal(["ToWithPipelineInput"], result.ErrorIds);
        Assert.Equal([0], _session.Run("Get-EmailCarStats").Clean().Values<int>("Requested"));
    }

    [Fact]
    public void A_row_without_an_address_can_provide_the_content_for_one_on_the_command_line() =>
        Assert.Equal(
            ["s1", "s2"],
            _session.Run("@{Subject='s1'},@{Subject='s2'} | Send-EmailCarMail -To c@x.cn -Html h").Clean().Values<string>("Subject"));

    [Fact]
    public void Every_recipient_has_exactly_one_result_whatever_is_wrong_with_it()
    {
        var result = _session.Run(
            """
            'a@x.cn','bad','A@X.cn',$null,'b@x.cn;worse','c@x.cn' | Send-EmailCarMail -Subject s -Html h
            """);
        Assert.Equal(
            ["A@X.cn Skipped", "bad Rejected", " Rejected", "worse Rejected", "a@x.cn Submitted", "b@x.cn Submitted", "c@x.cn Submitted"],
            result.Output.Select(o => $"{o.Properties["To"].Value} {o.Properties["Status"].Value}").OrderByDescending(s => s.EndsWith("Skipped", StringComparison.Ordinal)).ThenBy(s => s.EndsWith("Submitted", StringComparison.Ordinal)));
        Assert.Equal(["InvalidAddress", "MissingAddress", "InvalidAddress"], result.ErrorIds);
    }

    [Fact]
    public void The_same_email_to_the_same_address_is_sent_twice_only_on_request()
    {
        Assert.Equal(["Skipped", "Submitted"], _session.Run("'a@x.cn','a@x.cn' | Send-EmailCarMail -Subject s -Html h").Clean().Statuses.Order());
        Assert.Equal(["Submitted", "Submitted"], _session.Run("'a@x.cn','a@x.cn' | Send-EmailCarMail -Subject s -Html h -AllowDuplicate").Clean().Statuses);
    }

    [Theory]
    [InlineData("-Subject '' -Html h", "MissingSubject")]
    [InlineData("-Html h", "MissingSubject")]
    [InlineData("-Subject s", "MissingHtml")]
    [InlineData("-Subject s -Html ''", "MissingHtml")]
    [InlineData("-Subject \"a`r`nBcc: x@y.cn\" -Html h", "LineBreak")]
    [InlineData("-Subject s -Html h -FromName \"a`nb\"", "LineBreak")]
    [InlineData("-Subject s -Html h -From \"ops@x.cn`n\" -FromName n", "LineBreak")]
    [InlineData("-Subject s -Html h -From \"ops@x.cn`r`nBcc: x@y.cn\" -FromName n", "LineBreak")]
    [InlineData("-Subject s -Html h -ReplyTo \"ops@x.cn`n\"", "LineBreak")]
    [InlineData("-Subject s -Html h -From nobody", "InvalidSender")]
    [InlineData("-Subject s -Html h -ReplyTo nobody", "InvalidReplyTo")]
    public void An_invalid_row_is_rejected_with_an_error_that_explains_it(string parameters, string id)
    {
        var result = _session.Run($"'a@x.cn','b@x.cn' | Send-EmailCarMail {parameters}");
        Assert.Equal(["Rejected", "Rejected"], result.Statuses);
        Assert.Equal([id, id], result.ErrorIds);
        Assert.All(result.Errors, e => Assert.False(string.IsNullOrEmpty(e.ErrorDetails.RecommendedAction)));
        Assert.Equal("a@x.cn", result.Errors[0].TargetObject);
    }

    [Theory]
    [InlineData("1", "Submitted")]
    [InlineData("true", "Submitted")]
    [InlineData("True", "Submitted")]
    [InlineData("yes", "Submitted")]
    [InlineData("是", "Submitted")]
    [InlineData("", "Submitted")]
    [InlineData("0", "Submitted")]
    [InlineData("否", "Submitted")]
    [InlineData("perhaps", "Rejected")]
    public void A_column_can_determine_whether_opens_are_counted(string value, string status) =>
        Assert.Equal([status], _session.Run($"[pscustomobject]@{{To='a@x.cn';TrackOpens='{value}'}} | Send-EmailCarMail -Subject s -Html h").Statuses);

    [Fact]
    public void Missing_recipients_are_an_error() => Assert.Equal(["NoRecipients"], _session.Run("Send-EmailCarMail -Subject s -Html h").ErrorIds);

    [Fact]
    public void An_empty_list_is_not_an_error() => Assert.Empty(_session.Run("@() | Send-EmailCarMail -Subject s -Html h").Clean().Output);

    [Fact]
    public void A_sender_that_is_not_registered_is_rejected_and_other_senders_continue()
    {
        var result = _session.Run(
            """
            @{To='a@x.cn';From='unregistered@x.cn'},@{To='b@x.cn';From='fine@x.cn'},@{To='c@x.cn';From='unregistered@x.cn'} |
                Send-EmailCarMail -Subject s -Html h
            """);
        Assert.Equal(["Rejected", "Rejected", "Submitted"], result.Statuses);
        Assert.Equal(["SenderNotRegistered"], result.ErrorIds);
    }

    [Fact]
    public void Results_contain_ids_for_looking_up_deliveries()
    {
        var result = _session.Run("'bounce@x.cn','slow@x.cn','a@x.cn' | Send-EmailCarMail -Subject s -Html h | Get-EmailCarDelivery").Clean();
        Assert.Equal(["bounce@x.cn", "slow@x.cn", "a@x.cn"], result.Values<string>("To"));
        Assert.Equal(["Failed", "Sending", "Delivered"], result.Statuses);
    }

    [Fact]
    public void WhatIf_shows_each_submission_and_does_nothing()
    {
        var result = _session.Run("1..51 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject 您好 -Html h -WhatIf").Clean();
        Assert.Empty(result.Output);
        Assert.Contains("50 recipients (first: u1@x.cn), \"您好\"", _session.Engine.HostText);
        Assert.Contains("\"u51@x.cn, \"您好\"\"", _session.Engine.HostText);
        Assert.Equal([0], _session.Run("Get-EmailCarStats").Clean().Values<int>("Requested"));
    }

    [Fact]
    public void Verbose_shows_each_submission_and_ends_with_the_counts()
    {
        var verbose = _session.Run("'a@x.cn','b@x.cn','bad' | Send-EmailCarMail -Subject s -Html h -BatchSize 1 -Verbose").Streams.Verbose;
        Assert.Equal("Done: 2 submitted, 1 rejected, 0 unknown, 0 not sent, 0 skipped.", verbose[^1].Message);
    }
}
