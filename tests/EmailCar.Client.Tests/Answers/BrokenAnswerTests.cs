using System.Text;
using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Answers;

/// <summary>Responses that are not valid: always one clear failure, never a crash or a hang.</summary>
public class BrokenAnswerTests : ServiceTest
{
    private const string Success = """{"data":{"points":{"email":1}},"msg":"ok","status":"success"}""";

    [Fact]
    public async Task An_HTML_page_with_status_200_is_unreadable_and_quoted()
    {
        var failure = await BalanceFailure(RawAnswer.Text(200, "<html><body>系统维护中</body></html>", "Content-Type: text/html; charset=utf-8"));
        Assert.Equal((FailureKind.Unreadable, 200), (failure.Kind, (int)failure.HttpStatus!));
        Assert.Contains("系统维护中", failure.Message);
        Assert.Null(failure.ServiceMessage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n")]
    public async Task An_empty_response_is_reported_as_empty(string text)
    {
        var failure = await BalanceFailure(RawAnswer.Text(200, text));
        Assert.Equal(FailureKind.Unreadable, failure.Kind);
        Assert.Contains("empty response", failure.Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("\"success\"")]
    [InlineData("{}")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{},"status":"pending"}""")]
    [InlineData("""{"data":{},"status":1}""")]
    [InlineData("""{"data":{},"status":"success"} and more""")]
    public async Task JSON_of_another_form_is_unreadable(string text) =>
        Assert.Equal(FailureKind.Unreadable, (await BalanceFailure(text)).Kind);

    [Fact]
    public async Task Only_the_beginning_of_the_response_is_quoted()
    {
        var failure = await BalanceFailure(RawAnswer.Text(200, new string('x', 5000)));
        Assert.Contains(new string('x', 80) + "…", failure.Message);
        Assert.DoesNotContain(new string('x', 81), failure.Message);
    }

    [Fact]
    public async Task A_truncated_body_is_not_read_as_complete()
    {
        var failure = await BalanceFailure(RawAnswer.Json("""{"data":{"points":{"email":1""").Truncated(40));
        Assert.True(failure.Kind is FailureKind.ConnectionLost or FailureKind.Unreadable, failure.ToString());
        Assert.True(failure.MayHaveArrived);
    }

    [Fact]
    public async Task A_connection_closed_within_the_head_is_lost()
    {
        var failure = await BalanceFailure(RawAnswer.Json(Success).CutAfter(30));
        Assert.Equal((FailureKind.ConnectionLost, true), (failure.Kind, failure.MayHaveArrived));
    }

    [Theory]
    [InlineData("Hello, this is not HTTP.\r\n\r\n")]
    [InlineData("HTTP/1.1 abc what\r\n\r\n")]
    public async Task A_response_that_is_not_HTTP_is_a_single_failure(string literal)
    {
        var failure = await BalanceFailure(RawAnswer.Literal(literal));
        Assert.True(failure.Kind is FailureKind.ConnectionLost or FailureKind.Unreadable, failure.ToString());
        Assert.True(failure.MayHaveArrived);
    }

    [Fact]
    public async Task A_response_of_the_maximum_size_is_read()
    {
        Server.Answer(BalancePath, Success + new string(' ', AnswerText.Limit - Success.Length));
        Assert.Equal(1, (await AskBalance()).Email);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public async Task A_response_above_the_maximum_size_is_rejected(int chunk)
    {
        var failure = await BalanceFailure(RawAnswer.Json(Success + new string(' ', AnswerText.Limit - Success.Length + 1)).Chunked(chunk));
        Assert.Equal((FailureKind.Unreadable, true), (failure.Kind, failure.MayHaveArrived));
        Assert.Contains("8 MB", failure.Message);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public async Task Deep_nesting_is_unreadable(int depth)
    {
        var text = """{"status":"success","data":""" + new string('[', depth) + new string(']', depth) + "}";
        Assert.Equal(FailureKind.Unreadable, (await BalanceFailure(text)).Kind);
    }

    [Fact]
    public async Task Unclosed_braces_are_unreadable() =>
        Assert.Equal(FailureKind.Unreadable, (await BalanceFailure("{" + string.Concat(Enumerable.Repeat("}   ,{", 500_000)))).Kind);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task A_chunked_response_is_read(int chunk)
    {
        Server.Answer(BalancePath, RawAnswer.Json(Success).Chunked(chunk));
        Assert.Equal(1, (await AskBalance()).Email);
    }

    [Fact]
    public async Task A_response_that_ends_with_its_connection_is_read()
    {
        Server.Answer(BalancePath, RawAnswer.Literal("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + Success));
        Assert.Equal(1, (await AskBalance()).Email);
    }

    [Fact]
    public async Task Comments_and_extra_commas_are_ignored()
    {
        Server.Answer(BalancePath, """{"data":{"points":{"email":"1",},},/* cached */"msg":"ok","status":"Success",}""" + Encoding.UTF8.GetString([10]));
        Assert.Equal(1, (await AskBalance()).Email);
    }
}
