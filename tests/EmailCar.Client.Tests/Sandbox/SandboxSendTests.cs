using System.Text;
using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Sandbox;

public sealed class SandboxSendTests : IDisposable
{
    private readonly SandboxServer _server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, EmailPoints = 100 });

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task One_recipient_gets_one_id()
    {
        var answer = await _server.SendMail("a@example.com");

        Assert.Matches("""^\{"data":\{"return":\{"id":[0-9]+\}\},"msg":"邮件发送成功","status":"success"\}$""", answer);
        Assert.True(SandboxCall.Ids(answer).Single() > 1L << 53);
    }

    [Fact]
    public async Task Several_recipients_get_an_array_of_ids_in_their_order()
    {
        var first = await _server.SendMail("a@example.com;b@example.com");
        var second = await _server.SendMail("c@example.com;d@example.com;e@example.com");

        Assert.Matches("""^\{"data":\{"return":\{"id":\[[0-9]+,[0-9]+\]\}\},"msg":"邮件发送成功","status":"success"\}$""", first);
        long[] ids = [.. SandboxCall.Ids(first), .. SandboxCall.Ids(second)];
        Assert.Equal(ids.Distinct().OrderBy(i => i), ids);
        Assert.Equal(5, ids.Length);
    }

    [Fact]
    public async Task Several_recipients_can_share_one_id()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, IdShape = IdShape.Shared });

        var first = await server.SendMail("a@example.com;b@example.com");
        var second = await server.SendMail("c@example.com");

        Assert.Matches("""\{"return":\{"id":[0-9]+\}\}""", first);
        Assert.True(SandboxCall.Ids(second).Single() > SandboxCall.Ids(first).Single());
        var rows = SandboxCall.Rows(await server.Post("mail/lists", $"{SandboxCall.Login}&send_id={SandboxCall.Ids(first).Single()}"));
        Assert.Equal(2, rows.Length);
    }

    [Theory]
    [InlineData("from", "发件人地址(from)不能为空")]
    [InlineData("fromname", "发件人名称(fromname)不能为空")]
    [InlineData("to", "收件人(to)不能为空")]
    [InlineData("subject", "邮件主题(subject)不能为空")]
    [InlineData("html", "邮件内容(html)不能为空")]
    public async Task A_missing_or_empty_required_field_is_named(string field, string message)
    {
        var fields = $"{SandboxCall.Mail}&to=a@example.com".Split('&');

        Assert.Equal(
            SandboxCall.Error(message),
            await _server.Post("mail/send", string.Join("&", fields.Where(f => !f.StartsWith(field + "=", StringComparison.Ordinal)))));
        Assert.Equal(
            SandboxCall.Error(message),
            await _server.Post("mail/send", $"{SandboxCall.Mail}&to=a@example.com&{field}="));
    }

    [Fact]
    public async Task Fifty_recipients_are_accepted_and_fifty_one_are_not()
    {
        string To(int count) => string.Join(";", Enumerable.Range(1, count).Select(i => $"u{i}@example.com"));

        Assert.Equal(50, SandboxCall.Ids(await _server.SendMail(To(50))).Length);
        Assert.Equal(SandboxCall.Error("收件人数量不能超过50个"), await _server.SendMail(To(51)));
    }

    [Theory]
    [InlineData("a@example.com")]
    [InlineData("first.last%2Btag@mail.example.com")]
    [InlineData("o'neil_1@sub-domain.example.cn")]
    [InlineData("用户@例子.中国")]
    public async Task A_plausible_address_is_accepted(string address) =>
        Assert.Single(SandboxCall.Ids(await _server.SendMail(address)));

    [Theory]
    [InlineData("plain")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a@localhost")]
    [InlineData("a@@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("a@example..com")]
    [InlineData("a@-example.com")]
    [InlineData("a b@example.com")]
    [InlineData(" a@example.com")]
    [InlineData("a@example.com,b@example.com")]
    public async Task A_bad_address_is_named_and_rejects_the_whole_submission(string address)
    {
        Assert.Equal(
            SandboxCall.Error($"收件人地址格式错误: {address}"), await _server.SendMail($"good@example.com;{address}"));
        Assert.Equal(SandboxCall.Error("没有找到数据"), await _server.Post("mail/lists", SandboxCall.Login));
    }

    [Theory]
    [InlineData("from=unregistered@example.com", "发件人地址未注册")]
    [InlineData("from=nobody", "发件人地址格式错误")]
    [InlineData("replyto=nobody", "回复地址格式错误")]
    [InlineData("open=true", "参数open只能为0或1")]
    [InlineData("click=2", "参数click只能为0或1")]
    public async Task Other_invalid_fields_are_rejected(string field, string message) => Assert.Equal(
        SandboxCall.Error(message), await _server.Post("mail/send", $"{SandboxCall.Mail}&to=a@example.com&{field}"));

    [Fact]
    public async Task Each_recipient_uses_a_point_and_without_enough_points_none_is_accepted()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, EmailPoints = 3 });
        async Task<string> Balance() => await server.Post("user/balance", SandboxCall.Login);

        await server.SendMail("a@example.com;b@example.com");
        Assert.Contains("\"email\":\"1\"", await Balance(), StringComparison.Ordinal);

        Assert.Equal(SandboxCall.Error("邮箱点数不足"), await server.SendMail("c@example.com;d@example.com"));
        Assert.Contains("\"email\":\"1\"", await Balance(), StringComparison.Ordinal);

        Assert.Single(SandboxCall.Ids(await server.SendMail("e@example.com")));
        Assert.Contains("\"email\":\"0\"", await Balance(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submissions_are_recorded_whether_accepted_or_not()
    {
        await _server.SendMail("a@example.com;b@example.com");
        var before = _server.Submissions;
        await _server.Post("mail/send", SandboxCall.Login + "&to=nobody");

        var submission = Assert.Single(before);
        Assert.Equal("support@example.com", submission.From);
        Assert.Equal("Hi", submission.Subject);
        Assert.Equal(["a@example.com", "b@example.com"], submission.Recipients);
        Assert.True(submission.Accepted);
        Assert.Equal([true, false], _server.Submissions.Select(s => s.Accepted));
        Assert.Equal("", _server.Submissions[1].From);
    }

    [Fact]
    public async Task A_body_of_several_megabytes_is_accepted_and_one_of_forty_is_not()
    {
        string Html(int size) => $"{SandboxCall.Mail}&to=a@example.com&html={new string('x', size)}";

        Assert.Single(SandboxCall.Ids(await _server.Post("mail/send", Html(8_000_000))));
        Assert.Equal(SandboxCall.Error("请求内容过大"), await _server.Post("mail/send", Html(40_000_000)));
    }

    [Fact]
    public async Task A_chunked_body_is_accepted()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Endpoint, "mail/send"))
        {
            Content = new StringContent(
                $"{SandboxCall.Mail}&to=a@example.com", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TransferEncodingChunked = true;
        using var response = await SandboxCall.Send(request);

        Assert.Single(SandboxCall.Ids(await response.Content.ReadAsStringAsync()));
    }
}
