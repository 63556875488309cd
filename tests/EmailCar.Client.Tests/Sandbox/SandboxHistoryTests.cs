using System.Text.Json;
using EmailCar.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace EmailCar.Client.Tests.Sandbox;

public sealed class SandboxHistoryTests
{
    private const string Nothing = """{"status":"error","msg":"没有找到数据"}""";

    // Half past midnight in China, where it is already the 1st of March.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 2, 29, 16, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_row_of_the_history_looks_like_any_other()
    {
        using var server = Start(new() { HistoryDays = 1, HistoryPerDay = 1 });

        Assert.Equal(
            """{"data":{"0":{"failure_msg":"","from":"orders@example.com","fromname":"示例商店","guest_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Thunderbird/128.0","guest_count":"1","guest_ip":"203.0.113.25","replyto":"support@example.com","send_time":"2024-02-29 12:00:00","status":"2","subject":"电子发票已开具","return":{"id":1801211488073940993}}},"msg":"数据成功获取","status":"success"}""",
            await Lists(server, ""));
    }

    [Fact]
    public async Task There_is_no_history_by_default()
    {
        using var server = Start(new());

        Assert.Equal(Nothing, await Lists(server, ""));
    }

    [Fact]
    public async Task Every_day_before_today_has_its_emails_and_today_has_none()
    {
        using var server = Start(new() { HistoryDays = 3, HistoryPerDay = 12 });

        string[] days = ["2024-02-27", "2024-02-28", "2024-02-29"];
        foreach (var day in days)
        {
            var times = (await Rows(server, $"&start_date={day}&end_date={day}")).Select(r => r.Text("send_time")).ToArray();
            Assert.Equal(12, times.Length);
            Assert.Equal([$"{day} 04:00:00", $"{day} 12:00:00", $"{day} 20:00:00"], times.Distinct());
        }

        Assert.Equal(Nothing, await Lists(server, "&end_date=2024-02-26"));
        Assert.Equal(Nothing, await Lists(server, "&start_date=2024-03-01"));
    }

    [Fact]
    public async Task Most_emails_were_delivered_some_failed_and_some_were_opened()
    {
        using var server = Start(new() { HistoryDays = 4 });

        var rows = (await AllRows(server)).ToArray();
        Assert.Equal(100, rows.Length);
        Assert.Equal(96, rows.Count(r => r.Text("status") == "2"));
        Assert.Equal(4, rows.Count(r => r.Text("status") == "3" && r.Text("failure_msg") == "550 用户不存在"));
        Assert.InRange(rows.Count(r => r.Text("guest_count") == "1"), 10, 20);
        Assert.All(rows, r => Assert.Equal(r.Text("guest_count") == "1", r.Text("guest_ip") == "203.0.113.25"));
        Assert.InRange(rows.Select(r => r.Text("subject")).Distinct().Count(), 4, 100);
        Assert.Equal(
            """{"data":{"total":{"failure":4,"request":100,"success":96}},"msg":"数据成功获取","status":"success"}""",
            await server.Post("mail/stats", SandboxCall.Login));
    }

    [Fact]
    public async Task Ids_grow_with_time_and_are_between_doubles_and_the_ids_of_new_emails()
    {
        using var server = Start(new() { HistoryDays = 4 });
        var submitted = SandboxCall.Ids(await server.SendMail("a@example.com"));

        long[] ids = [.. (await AllRows(server)).Select(Id)];
        Assert.Equal(ids.Distinct().OrderBy(i => i), ids);
        Assert.Equal(101, ids.Length);
        Assert.True(ids[0] > 1L << 53);
        Assert.All(ids, id => Assert.NotEqual(id, (long)(double)id));
        Assert.Equal(submitted, ids.Skip(100));
    }

    [Fact]
    public async Task An_id_of_the_history_finds_its_row()
    {
        using var server = Start(new() { HistoryDays = 4 });

        foreach (var id in (await AllRows(server)).Select(Id).ToArray())
        {
            Assert.Equal([id], (await Rows(server, $"&send_id={id}")).Select(Id));
        }
    }

    [Fact]
    public async Task The_emails_of_one_submission_can_share_an_id()
    {
        using var server = Start(new() { HistoryDays = 1, HistoryPerDay = 12, IdShape = IdShape.Shared });

        var shared = (await AllRows(server)).GroupBy(Id).ToArray();
        Assert.Equal([5, 5, 2], shared.Select(s => s.Count()));
        Assert.All(shared, s => Assert.Single(s.Select(r => r.Text("send_time")).Distinct()));
        Assert.Equal(5, (await Rows(server, $"&send_id={shared[1].Key}")).Length);
    }

    [Fact]
    public async Task The_same_day_has_the_same_emails_in_every_sandbox()
    {
        using var today = Start(new() { HistoryDays = 1 });
        _clock.Advance(TimeSpan.FromDays(2));
        using var later = Start(new() { HistoryDays = 9 });

        const string Day = "&start_date=2024-02-29&end_date=2024-02-29&page_size=40";
        Assert.Equal(await Lists(today, Day), await Lists(later, Day));
    }

    [Fact]
    public async Task New_emails_come_after_the_history_or_before_it_if_the_newest_is_first()
    {
        using var oldest = Start(new() { HistoryDays = 1, HistoryPerDay = 2 });
        using var newest = Start(new() { HistoryDays = 1, HistoryPerDay = 2, NewestFirst = true });
        await oldest.SendMail("a@example.com");
        await newest.SendMail("a@example.com");

        var rows = (await AllRows(oldest)).Select(Id).ToArray();
        Assert.Equal("Hi", (await Rows(oldest, "")).Last().Text("subject"));
        Assert.Equal(Enumerable.Reverse(rows), (await AllRows(newest)).Select(Id));
    }

    [Fact]
    public async Task A_hundred_thousand_emails_can_be_paged_through()
    {
        using var server = Start(new() { HistoryDays = 10, HistoryPerDay = 10_000 });

        var ids = new HashSet<long>();
        for (var page = 1; page <= 2500; page++)
        {
            ids.UnionWith((await Rows(server, $"&start_date=2024-02-20&end_date=2024-02-29&page_size=40&p={page}")).Select(Id));
        }

        Assert.Equal(100_000, ids.Count);
        Assert.Equal(Nothing, await Lists(server, "&page_size=40&p=2501"));
    }

    [Fact]
    public async Task The_longest_history_is_available_at_once()
    {
        using var server = Start(new() { HistoryDays = 3660, HistoryPerDay = 100_000 });

        Assert.Equal("2024-02-29 23:59:57", (await Rows(server, "&p=18300000")).Last().Text("send_time"));
        Assert.Equal(Nothing, await Lists(server, "&p=18300001"));
    }

    private static long Id(JsonElement row) => row.GetProperty("return").GetProperty("id").GetInt64();

    private static Task<string> Lists(SandboxServer server, string fields) => server.Post("mail/lists", SandboxCall.Login + fields);

    private static async Task<JsonElement[]> Rows(SandboxServer server, string fields) => SandboxCall.Rows(await Lists(server, fields));

    private static async Task<IEnumerable<JsonElement>> AllRows(SandboxServer server)
    {
        var rows = new List<JsonElement>();
        for (var page = 1; await Lists(server, $"&page_size=40&p={page}") is var answer && answer != Nothing; page++)
        {
            rows.AddRange(SandboxCall.Rows(answer));
        }

        return rows;
    }

    private SandboxServer Start(SandboxOptions options) => SandboxServer.Start(options, _clock);
}
