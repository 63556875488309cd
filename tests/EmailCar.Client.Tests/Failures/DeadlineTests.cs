using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.RateLimiting;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Failures;

/// <summary>Nothing hangs: a silent or slow server is limited by the timeout and by the user's stop.</summary>
public class DeadlineTests : ServiceTest
{
    private const string Success = """{"data":{"points":{"email":1}},"msg":"ok","status":"success"}""";

    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_server_that_never_responds_fails_after_the_timeout()
    {
        Server.Answer(SendPath, RawAnswer.Never);
        var submitting = Client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None);
        await Server.RequestAsync(1).Soon();
        Clock.Advance(Timeout - OneMillisecond);
        Assert.False(submitting.IsCompleted);
        await TimesOut(submitting);
    }

    [Fact]
    public async Task A_response_that_stops_halfway_fails_after_the_timeout()
    {
        var silence = new TaskCompletionSource<bool>();
        Server.Answer(SendPath, RawAnswer.Json(Success).StallAfter(120, () => silence.SetResult(true)));
        var submitting = Client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None);
        await silence.Task.Soon();
        await TimesOut(submitting);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_a_response()
    {
        Server.Answer(BalancePath, RawAnswer.Never);
        using var stop = new CancellationTokenSource();
        var asking = Client.GetBalanceAsync(stop.Token);
        await Server.RequestAsync(1).Soon();
        stop.Cancel();
        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.Soon());
        Assert.Equal(stop.Token, stopped.CancellationToken);
    }

    [Fact]
    public async Task A_stop_ends_a_response_that_stops_halfway()
    {
        var silence = new TaskCompletionSource<bool>();
        Server.Answer(BalancePath, RawAnswer.Json(Success).StallAfter(120, () => silence.SetResult(true)));
        using var stop = new CancellationTokenSource();
        var asking = Client.GetBalanceAsync(stop.Token);
        await silence.Task.Soon();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.Soon());
    }

    [Fact]
    public async Task A_request_stopped_beforehand_is_never_sent()
    {
        Server.Answer(BalancePath, Success);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.GetBalanceAsync(new CancellationToken(true)).Soon());
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Waiting_for_the_rate_limit_does_not_count_for_the_timeout()
    {
        Server.Answer(BalancePath, Success);
        var client = NewClient(requestsPerSecond: 1);
        client.RateLimiter.Postpone(TimeSpan.FromHours(3));
        var asking = client.GetBalanceAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromHours(3) - AccountRateLimiter.Approach, await Clock.WaitAsync());
        Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(1, (await asking.Soon()).Email);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_the_rate_limit()
    {
        var client = NewClient(requestsPerSecond: 1);
        client.RateLimiter.Postpone(TimeSpan.FromHours(3));
        using var stop = new CancellationTokenSource();
        var asking = client.GetBalanceAsync(stop.Token);
        await Clock.WaitAsync();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.Soon());
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_late_response_within_the_timeout_is_accepted()
    {
        var held = new TaskCompletionSource<bool>();
        Server.Answer(BalancePath, RawAnswer.Json(Success).After(held.Task));
        var asking = Client.GetBalanceAsync(CancellationToken.None);
        await Server.RequestAsync(1).Soon();
        Clock.Advance(Timeout - OneMillisecond);
        held.SetResult(true);
        Assert.Equal(1, (await asking.Soon()).Email);
    }

    private async Task TimesOut(Task submitting)
    {
        Clock.Advance(Timeout);
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => submitting.Soon());
        Assert.Equal((FailureKind.TimedOut, true), (failure.Kind, failure.MayHaveArrived));
        Assert.Contains("No response within 3600 s", failure.Message);
    }
}
