using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Answers;

public class BalanceAnswerTests : ServiceTest
{
    [Theory]
    [InlineData("""{"points":{"ad":30,"email":9999,"sms":120}}""")]
    [InlineData("""{"points":{"ad":"30","email":"9999","sms":" 120 "}}""")]
    [InlineData("""[{"points":[{"ad":"30","email":9999,"sms":120}]}]""")]
    public async Task Points_may_be_numbers_or_strings(string data) =>
        Assert.Equivalent(new Balance(User, 9999, 120, 30), await Balance(data));

    [Fact]
    public async Task Points_may_have_a_fraction() => Assert.Equal(0.5m, (await Balance("""{"points":{"email":"0.5"}}""")).Email);

    [Theory]
    [InlineData("""{"points":{"email":"剩余邮箱点数"}}""")]
    [InlineData("""{"points":{}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_missing_value_is_null(string data) => Assert.Equivalent(new Balance(User, null, null, null), await Balance(data));

    private async Task<Balance> Balance(string data)
    {
        Server.Answer(BalancePath, $$"""{"data":{{data}},"msg":"数据成功获取","status":"success"}""");
        return await AskBalance();
    }
}
