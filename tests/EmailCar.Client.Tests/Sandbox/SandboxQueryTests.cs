using System.Text.Json;
using EmailCar.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace EmailCar.Client.Tests.Sandbox;

public sealed class SandboxQueryTests : IDisposable
{
    private const string Nothing = """{"status":"error","msg":"没有找到数据"}""";

    // One second before midnight in China.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 2, 29, 15, 59, 59, TimeSpan.Zero));
    private readonly SandboxServer _server;

    public SandboxQueryTests() => _server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0 }, _clock);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_row_shows_what_was_sent_and_when_in_China()
    {
        var sent = await _server.Post(
            "mail/send",
            SandboxCall.Login + "&from=mail@service.example.com&fromname=会员中心&replyto=help@example.com&to=a@example.com&subject=您好+\"%26\"&html=x&open=1&click=1");

        Assert.Equal(
            """{"data":{"0":{"failure_msg":"","from":"mail@service.example.com","fromname":"会员中心","guest_agent":"","guest_count":"0","guest_ip":"","replyto":"help@example.com","send_time":"2024-02-29 23:59:59","status":"2","subject":"您好 \"&\"","return":{"id":ID}}},"msg":"数据成功获取","status":"success"}"""
                .Replace("ID", $"{SandboxCall.Ids(sent).Single()}"),
            await Lists(""));
    }

    [Fact]
    public async Task Replies_go_to_the_sender_by_default()
    {
        await _server.SendMail("a@example.com");

        Assert.Equal("support@example.com", (await Rows("")).Single().Text("replyto"));
    }

    [Fact]
    public async Task Emails_are_listed_oldest_first_in_pages()
    {
        var ids = new List<long>();
        for (var i = 0; i < 45; i++)
        {
            ids.AddRange(SandboxCall.Ids(await _server.SendMail("a@example.com")));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(ids.Take(20), (await Rows("")).Select(Id));
        Assert.Equal(ids.Skip(20).Take(20), (await Rows("&p=2")).Select(Id));
        Assert.Equal(ids.Skip(40), (await Rows("&p=3")).Select(Id));
        Assert.Equal(ids.Skip(7).Take(7), (await Rows("&p=2&page_size=7")).Select(Id));
        Assert.Equal(ids.Take(40), (await Rows("&page_size=41")).Select(Id));
        Assert.Equal(ids.Skip(40), (await Rows("&p=2&page_size=1000000000000")).Select(Id));
        Assert.Equal(Nothing, await Lists("&p=4"));
        Assert.Equal(Nothing, await Lists("&p=9223372036854775807&page_size=40"));
    }

    [Fact]
    public async Task Emails_can_be_listed_newest_first()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, NewestFirst = true }, _clock);
        var ids = SandboxCall.Ids(await server.SendMail("a@example.com;b@example.com;c@example.com"));

        Assert.Equal([ids[2], ids[1]], SandboxCall.Rows(await server.Post("mail/lists", SandboxCall.Login + "&page_size=2")).Select(Id));
        Assert.Equal([ids[0]], SandboxCall.Rows(await server.Post("mail/lists", SandboxCall.Login + "&page_size=2&p=2")).Select(Id));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_affect_the_order()
    {
        await _server.SendMail("a@example.com");
        _clock.AdjustTime(_clock.GetUtcNow().AddHours(-1));
        await _server.SendMail("b@example.com");

        Assert.Equal(["2024-02-29 23:59:59", "2024-02-29 23:59:59"], (await Rows("&start_date=2024-02-29")).Select(r => r.Text("send_time")));
    }

    [Fact]
    public async Task Days_are_in_China_s_time_and_include_both_ends()
    {
        var february = SandboxCall.Ids(await _server.SendMail("a@example.com")).Single();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var march = SandboxCall.Ids(await _server.SendMail("b@example.com")).Single();

        Assert.Equal([february], (await Rows("&start_date=2024-02-29&end_date=2024-02-29")).Select(Id));
        Assert.Equal([march], (await Rows("&start_date=2024-03-01")).Select(Id));
        Assert.Equal([february], (await Rows("&end_date=2024-02-29")).Select(Id));
        Assert.Equal([february, march], (await Rows("&start_date=2024-02-29&end_date=2024-03-01")).Select(Id));
        Assert.Equal(Nothing, await Lists("&start_date=2024-03-02"));
        Assert.Equal(Nothing, await Lists("&start_date=2024-03-01&end_date=2024-02-29"));
    }

    [Fact]
    public async Task An_id_finds_its_row_and_overrides_the_days()
    {
        var ids = SandboxCall.Ids(await _server.SendMail("a@example.com;bounce@example.com;c@example.com"));

        var row = (await Rows($"&send_id={ids[1]}&start_date=1984-01-02&end_date=1984-01-02")).Single();
        Assert.Equal(ids[1], Id(row));
        Assert.Equal(Nothing, await Lists("&send_id=873216184254383362"));
    }

    [Theory]
    [InlineData("&open=1&to=open1@example.com", "1", "203.0.113.25", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Thunderbird/128.0")]
    [InlineData("&open=0&to=open1@example.com", "0", "", "")]
    [InlineData("&to=open1@example.com", "0", "", "")]
    [InlineData("&open=1&to=a@example.com", "0", "", "")]
    public async Task Email_to_open_is_opened_once_if_opens_are_counted(string fields, string count, string ip, string agent)
    {
        await _server.Post("mail/send", SandboxCall.Mail + fields);

        var row = (await Rows("")).Single();
        Assert.Equal((count, ip, agent, "2"), (row.Text("guest_count"), row.Text("guest_ip"), row.Text("guest_agent"), row.Text("status")));
    }

    [Fact]
    public async Task Bounces_fail_at_once_and_slow_email_takes_its_time()
    {
        await _server.SendMail("good@example.com;bounce1@example.com;slow1@example.com");

        Assert.Equal(["2", "3", "1"], (await Rows("")).Select(r => r.Text("status")));
        Assert.Equal(["", "550 用户不存在", ""], (await Rows("")).Select(r => r.Text("failure_msg")));
        Assert.Equal(Totals(failure: 1, request: 3, success: 1), await Stats(""));

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["2", "3", "2"], (await Rows("")).Select(r => r.Text("status")));
        Assert.Equal(Totals(failure: 1, request: 3, success: 2), await Stats(""));
    }

    [Fact]
    public async Task Stats_are_by_days_and_by_id()
    {
        var bounced = SandboxCall.Ids(await _server.SendMail("bounce@example.com")).Single();
        _clock.Advance(TimeSpan.FromDays(1));
        await _server.SendMail("b@example.com;c@example.com");

        Assert.Equal(Totals(failure: 1, request: 3, success: 2), await Stats(""));
        Assert.Equal(Totals(failure: 0, request: 2, success: 2), await Stats("&start_date=2024-03-01&end_date=2024-03-01"));
        Assert.Equal(Totals(failure: 1, request: 1, success: 0), await Stats($"&send_id={bounced}&start_date=2024-03-01"));
        Assert.Equal(Totals(failure: 0, request: 0, success: 0), await Stats("&start_date=2025-01-01"));
    }

    [Theory]
    [InlineData("start_date=2024-2-9", "参数start_date格式错误,应为YYYY-MM-DD")]
    [InlineData("end_date=2024-02-30", "参数end_date格式错误,应为YYYY-MM-DD")]
    [InlineData("end_date=9999-12-31", "参数end_date格式错误,应为YYYY-MM-DD")]
    [InlineData("send_id=8.7E17", "参数send_id必须为正整数")]
    [InlineData("p=0", "参数p必须为正整数")]
    [InlineData("page_size=-1", "参数page_size必须为正整数")]
    public async Task Invalid_fields_are_named(string field, string message) =>
        Assert.Equal(SandboxCall.Error(message), await Lists("&" + field));

    [Fact]
    public async Task Without_emails_nothing_is_found() => Assert.Equal(Nothing, await Lists(""));

    private static long Id(JsonElement row) => row.GetProperty("return").GetProperty("id").GetInt64();

    private static string Totals(int failure, int request, int success) =>
        $$$"""{"data":{"total":{"failure":{{{failure}}},"request":{{{request}}},"success":{{{success}}}}},"msg":"数据成功获取","status":"success"}""";

    private Task<string> Lists(string fields) => _server.Post("mail/lists", SandboxCall.Login + fields);

    private Task<string> Stats(string fields) => _server.Post("mail/stats", SandboxCall.Login + fields);

    private async Task<JsonElement[]> Rows(string fields) => SandboxCall.Rows(await Lists(fields));
}
