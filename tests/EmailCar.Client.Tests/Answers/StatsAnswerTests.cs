using EmailCar.Client.Tests.Support;
using EmailCar.Http;

namespace EmailCar.Client.Tests.Answers;

public class StatsAnswerTests : ServiceTest
{
    [Theory]
    [InlineData("""{"total":{"failure":84,"request":436,"success":352}}""")]
    [InlineData("""{"total":{"failure":"84","request":"436","success":"352"}}""")]
    [InlineData("""[{"total":{"failure":"84","request":436,"success":352}}]""")]
    public async Task Counts_may_be_numbers_or_strings(string data)
    {
        var stats = await Stats(data);
        Assert.Equal((436, 352, 84, 0), (stats.Requested, stats.Succeeded, stats.Failed, stats.Pending));
        Assert.Equal(352.0 / 436, stats.SuccessRate);
    }

    [Fact]
    public async Task Emails_that_are_neither_delivered_nor_failed_are_pending() =>
        Assert.Equal(6, (await Stats("""{"total":{"failure":1,"request":10,"success":3}}""")).Pending);

    [Theory]
    [InlineData("""{"total":[]}""")]
    [InlineData("[]")]
    public async Task Missing_counts_are_zero_without_a_rate(string data)
    {
        var stats = await Stats(data);
        Assert.Equal((0, 0, 0, 0), (stats.Requested, stats.Succeeded, stats.Failed, stats.Pending));
        Assert.Null(stats.SuccessRate);
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_result()
    {
        Server.Answer(StatsPath, """{"status":"error","msg":"没有找到数据"}""");
        Assert.Equivalent(new Stats(null, null, null, 0, 0, 0), await AskStats());
    }

    [Fact]
    public async Task The_result_contains_the_query()
    {
        Server.Answer(StatsPath, """{"data":{"total":{}},"msg":"","status":"success"}""");
        var (start, end) = (new DateTime(2026, 1, 2), new DateTime(2026, 1, 3));
        Assert.Equivalent(new Stats(start, end, null, 0, 0, 0), await AskStats(new DeliveryQuery { StartDate = start, EndDate = end }));
        Assert.Equal(5, (await AskStats(new DeliveryQuery { Id = 5 })).Id);
    }

    private async Task<Stats> Stats(string data)
    {
        Server.Answer(StatsPath, $$"""{"data":{{data}},"msg":"数据成功获取","status":"success"}""");
        return await AskStats();
    }
}
