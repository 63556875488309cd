using EmailCar.Client.Tests.Support;
using EmailCar.Http;

namespace EmailCar.Client.Tests.Requests;

/// <summary>The bytes of requests for stats, lists and balance.</summary>
public class QueryRequestTests : ServiceTest
{
    private const string Login = "api_user=ops%40example.cn&api_pwd=" + PasswordMd5;
    private const string Nothing = """{"data":[],"msg":"数据成功获取","status":"success"}""";

    public QueryRequestTests()
    {
        Server.Answer(BalancePath, Nothing);
        Server.Answer(StatsPath, Nothing);
        Server.Answer(ListsPath, Nothing);
    }

    [Fact]
    public async Task Balance_sends_only_the_login()
    {
        await AskBalance();
        Assert.Equal(Login, Server.Requests.Single().BodyText);
    }

    [Fact]
    public async Task Stats_without_days_requests_everything()
    {
        await AskStats();
        Assert.Equal(Login, Server.Requests.Single().BodyText);
    }

    [Fact]
    public async Task Stats_sends_days_as_year_month_day()
    {
        await AskStats(new DeliveryQuery { StartDate = new DateTime(1984, 1, 2, 23, 59, 59), EndDate = new DateTime(2026, 12, 31) });
        Assert.Equal(Login + "&start_date=1984-01-02&end_date=2026-12-31", Server.Requests.Single().BodyText);
    }

    [Fact]
    public async Task Stats_sends_a_task_id_without_days()
    {
        await AskStats(new DeliveryQuery { Id = 873216184254383362, StartDate = new DateTime(2026, 1, 1) });
        Assert.Equal(Login + "&send_id=873216184254383362", Server.Requests.Single().BodyText);
    }

    [Fact]
    public async Task Lists_sends_the_page_and_its_size()
    {
        await AskDeliveries(page: 3, pageSize: 25);
        Assert.Equal(Login + "&p=3&page_size=25", Server.Requests.Single().BodyText);
    }

    [Fact]
    public async Task Lists_sends_days()
    {
        await AskDeliveries(new DeliveryQuery { StartDate = new DateTime(2026, 2, 3), EndDate = new DateTime(2026, 2, 4) });
        Assert.Equal(Login + "&start_date=2026-02-03&end_date=2026-02-04&p=1&page_size=40", Server.Requests.Single().BodyText);
    }

    [Fact]
    public async Task Lists_sends_a_task_id_without_days()
    {
        await AskDeliveries(new DeliveryQuery { Id = long.MaxValue, EndDate = new DateTime(2026, 1, 1) });
        Assert.Equal(Login + "&send_id=9223372036854775807&p=1&page_size=40", Server.Requests.Single().BodyText);
    }
}
