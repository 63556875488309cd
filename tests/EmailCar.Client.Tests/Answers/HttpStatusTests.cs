using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Answers;

/// <summary>HTTP statuses without a readable text.</summary>
public class HttpStatusTests : ServiceTest
{
    [Theory]
    [InlineData(204, FailureKind.Unreadable, true)]
    [InlineData(301, FailureKind.WrongEndpoint, false)]
    [InlineData(400, FailureKind.WrongEndpoint, false)]
    [InlineData(401, FailureKind.WrongEndpoint, false)]
    [InlineData(403, FailureKind.WrongEndpoint, false)]
    [InlineData(404, FailureKind.WrongEndpoint, false)]
    [InlineData(405, FailureKind.WrongEndpoint, false)]
    [InlineData(408, FailureKind.TooFast, false)]
    [InlineData(429, FailureKind.TooFast, false)]
    [InlineData(500, FailureKind.ServerError, true)]
    [InlineData(502, FailureKind.ServerError, true)]
    [InlineData(503, FailureKind.TooFast, false)]
    [InlineData(504, FailureKind.ServerError, true)]
    public async Task A_status_without_a_text_determines_the_failure(int status, FailureKind kind, bool mayHaveArrived)
    {
        var failure = await SubmitFailure(RawAnswer.Text(status, status == 204 ? "" : "<h1>Oops</h1>", "Content-Type: text/html"));
        Assert.Equal((kind, mayHaveArrived, status), (failure.Kind, failure.MayHaveArrived, (int)failure.HttpStatus!));
        Assert.Contains($"HTTP status {status}", failure.Message);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task An_unknown_text_does_not_hide_the_status_for_too_fast(int status)
    {
        var failure = await SubmitFailure(RawAnswer.Text(status, """{"status":"error","msg":"失败原因"}"""));
        Assert.Equal((FailureKind.TooFast, "失败原因"), (failure.Kind, failure.ServiceMessage));
    }

    [Theory]
    [InlineData(429, "30", 30)]
    [InlineData(503, "1", 1)]
    [InlineData(408, "120", 120)]
    [InlineData(429, "2000000000", 86400)]
    [InlineData(429, "Mon, 05 Jan 2026 08:01:30 GMT", 90)]
    [InlineData(429, "Fri, 31 Dec 9999 23:59:59 GMT", 86400)]
    [InlineData(429, "Mon, 05 Jan 2026 07:59:00 GMT", null)]
    [InlineData(429, "0", null)]
    [InlineData(429, "soon", null)]
    [InlineData(429, null, null)]
    public async Task Retry_After_is_read_as_seconds_or_as_a_date(int status, string? header, int? seconds)
    {
        string[] headers = header is null ? [] : ["Retry-After: " + header];
        var failure = await SubmitFailure(RawAnswer.Text(status, "", headers));
        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Retry_After_is_also_read_with_a_text()
    {
        var failure = await SubmitFailure(RawAnswer.Text(200, """{"status":"error","msg":"发送过快"}""", "Retry-After: 5"));
        Assert.Equal((FailureKind.TooFast, TimeSpan.FromSeconds(5)), (failure.Kind, failure.RetryAfter));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        using var elsewhere = new RawServer();
        elsewhere.Answer(SendPath, """{"data":{},"msg":"ok","status":"success"}""");
        var failure = await SubmitFailure(RawAnswer.Text(status, "", $"Location: {elsewhere.Endpoint}mail/send"));
        Assert.Equal((FailureKind.WrongEndpoint, false), (failure.Kind, failure.MayHaveArrived));
        Assert.Contains($"redirects to {elsewhere.Endpoint}mail/send", failure.Message);
        Assert.Single(Server.Requests);
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task A_redirect_to_the_same_server_is_not_followed_either()
    {
        await SubmitFailure(RawAnswer.Text(302, "", "Location: /v1/user/balance"));
        Assert.Single(Server.Requests);
    }
}
