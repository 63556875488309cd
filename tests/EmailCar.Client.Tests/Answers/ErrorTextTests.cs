using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Answers;

/// <summary>The meanings of the service's error texts: the two documented ones, and likely ones.</summary>
public class ErrorTextTests : ServiceTest
{
    [Theory]
    [InlineData("用户名或密码错误", FailureKind.Authentication)]
    [InlineData("密码错误", FailureKind.Authentication)]
    [InlineData("Invalid user or password", FailureKind.Authentication)]
    [InlineData("发送过快，请稍后再试", FailureKind.TooFast)]
    [InlineData("请求过于频繁", FailureKind.TooFast)]
    [InlineData("发送频率超过限制", FailureKind.TooFast)]
    [InlineData("Too many requests", FailureKind.TooFast)]
    [InlineData("点数不足", FailureKind.NoPoints)]
    [InlineData("您的账户余额不足", FailureKind.NoPoints)]
    [InlineData("邮件点数已用完", FailureKind.NoPoints)]
    [InlineData("Insufficient balance", FailureKind.NoPoints)]
    [InlineData("发件人未注册", FailureKind.SenderNotRegistered)]
    [InlineData("发件人地址不合法", FailureKind.SenderNotRegistered)]
    [InlineData("Sender address is not registered", FailureKind.SenderNotRegistered)]
    [InlineData("账号已被关闭", FailureKind.AccountClosed)]
    [InlineData("您的帐户被限制发送", FailureKind.AccountClosed)]
    [InlineData("API接口未开通", FailureKind.AccountClosed)]
    [InlineData("Account suspended", FailureKind.AccountClosed)]
    [InlineData("密码错误次数过多，账号已锁定", FailureKind.Authentication)]
    [InlineData("每秒只能提交一次", FailureKind.TooFast)]
    [InlineData("接口调用次数超过每秒限制", FailureKind.TooFast)]
    [InlineData("您的账号发送频率已超过限制", FailureKind.TooFast)]
    [InlineData("API rate limit exceeded", FailureKind.TooFast)]
    [InlineData("投诉过于频繁，账号已被限制", FailureKind.AccountClosed)]
    [InlineData("收件人地址无效", FailureKind.BadRecipient)]
    [InlineData("收件人账号已停用", FailureKind.Refused)]
    [InlineData("收件人接收过于频繁", FailureKind.Refused)]
    [InlineData("目标邮箱账户已被禁用", FailureKind.Refused)]
    [InlineData("收件人用户名错误", FailureKind.BadRecipient)]
    [InlineData("Invalid user address in to", FailureKind.Refused)]
    [InlineData("发件人名称包含非法字符", FailureKind.Refused)]
    [InlineData("邮件内容含有敏感词: 太快", FailureKind.Refused)]
    [InlineData("Corporate limit exceeded", FailureKind.Refused)]
    [InlineData("系统繁忙，请稍后再试", FailureKind.Refused)]
    [InlineData("主题不能为空", FailureKind.Refused)]
    [InlineData("失败原因", FailureKind.Refused)]
    public async Task A_text_has_its_meaning_and_stays_readable(string text, FailureKind kind)
    {
        var failure = await SubmitFailure($$"""{"status":"error","msg":"{{text}}"}""");
        Assert.Equal((kind, text, text), (failure.Kind, failure.Message, failure.ServiceMessage));
        Assert.False(failure.MayHaveArrived);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_text_means_the_same_with_any_HTTP_status(int status)
    {
        var failure = await SubmitFailure(RawAnswer.Text(status, """{"status":"error","msg":"用户名或密码错误"}"""));
        Assert.Equal((FailureKind.Authentication, status), (failure.Kind, (int)failure.HttpStatus!));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task An_unknown_text_is_a_rejection_with_any_HTTP_status(int status)
    {
        var failure = await SubmitFailure(RawAnswer.Text(status, """{"status":"error","msg":"失败原因"}"""));
        Assert.Equal((FailureKind.Refused, false), (failure.Kind, failure.MayHaveArrived));
    }

    [Theory]
    [InlineData(500, """{"status":"error"}""")]
    [InlineData(504, """{"status":"error","message":"upstream request timeout"}""")]
    public async Task A_server_error_without_a_text_of_the_service_leaves_the_result_unknown(int status, string text)
    {
        var failure = await SubmitFailure(RawAnswer.Text(status, text));
        Assert.Equal((FailureKind.ServerError, true), (failure.Kind, failure.MayHaveArrived));
    }

    [Theory]
    [InlineData("""{"status":"error"}""")]
    [InlineData("""{"status":"ERROR","msg":null}""")]
    [InlineData("""{"status":"error","msg":{"code":1}}""")]
    public async Task An_error_without_a_text_is_a_rejection(string text)
    {
        var failure = await SubmitFailure(text);
        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Null(failure.ServiceMessage);
        Assert.NotEmpty(failure.Message);
    }

    [Fact]
    public async Task A_very_long_text_is_truncated_and_classified_in_time()
    {
        var failure = await SubmitFailure($$"""{"status":"error","msg":"点数不足{{string.Concat(Enumerable.Repeat("接口", 1_000_000))}}"}""");
        Assert.Equal((FailureKind.NoPoints, 1001), (failure.Kind, failure.Message.Length));
    }

    [Fact]
    public async Task A_text_may_be_escaped()
    {
        var failure = await BalanceFailure("{\"status\":\"error\",\"msg\":\"\\u7528\\u6237\\u540d\\u6216\\u5bc6\\u7801\\u9519\\u8bef\"}");
        Assert.Equal((FailureKind.Authentication, "用户名或密码错误"), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task Nothing_found_is_a_rejection_for_a_submission()
    {
        var failure = await SubmitFailure("""{"status":"error","msg":"没有找到数据"}""");
        Assert.Equal((FailureKind.Refused, "没有找到数据"), (failure.Kind, failure.Message));
    }
}
