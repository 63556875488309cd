using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.RateLimiting;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>The rate limit as the server sees it.</summary>
public class RateLimitedRequestTests : ServiceTest
{
    private const string Success = """{"data":{},"msg":"ok","status":"success"}""";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) + RateLimitInterval.LongestMargin;

    public RateLimitedRequestTests() => Server.Answer(BalancePath, Success);

    [Fact]
    public async Task The_second_request_is_sent_after_the_interval()
    {
        Server.Answer(SendPath, Success);
        var client = NewClient(requestsPerSecond: 1);
        await client.GetBalanceAsync(CancellationToken.None).Soon();
        var second = client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None);
        Assert.Equal(Interval - AccountRateLimiter.Approach, await Clock.WaitAsync());
        Assert.Single(Server.Requests);
        Clock.Advance(Interval);
        await second.Soon();
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task Two_connections_of_one_account_share_the_rate_limit()
    {
        await NewClient(requestsPerSecond: 1).GetBalanceAsync(CancellationToken.None).Soon();
        var second = NewClient(requestsPerSecond: 1).GetBalanceAsync(CancellationToken.None);
        Assert.Equal(Interval - AccountRateLimiter.Approach, await Clock.WaitAsync());
        Clock.Advance(Interval);
        await second.Soon();
    }

    [Fact]
    public async Task A_slow_response_does_not_delay_the_next_request()
    {
        var client = NewClient(requestsPerSecond: 1);
        Server.Answer(SendPath, RawAnswer.Never);
        using var stop = new CancellationTokenSource();
        var unanswered = client.SubmitAsync(Mail, ["a@x.cn"], stop.Token);
        await Server.RequestAsync(1).Soon();
        var next = client.GetBalanceAsync(CancellationToken.None);
        for (var waits = 0; waits < 3 && await Task.WhenAny(next, Clock.WaitAsync()) != next; waits++)
        {
            Clock.Advance(Interval); // more than once if the first request had not yet recorded its departure
        }

        await next.Soon();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unanswered.Soon());
    }

    [Fact]
    public async Task A_request_that_was_not_sent_returns_its_lease()
    {
        Server.HangUp(1);
        var https = new Uri(Server.Endpoint.AbsoluteUri.Replace("http://", "https://"));
        var client = NewClient(https, requestsPerSecond: 1);
        await Assert.ThrowsAsync<EmailCarException>(() => client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon());
        (await client.RateLimiter.ApproachAsync(AccountRateLimiter.Approach, isNext: false, CancellationToken.None).Soon()).Dispose();
        Assert.Empty(Clock.Waits);
    }

    [Fact]
    public async Task A_lease_that_is_postponed_is_waited_for_without_a_connection()
    {
        Server.Answer(SendPath, Success);
        var client = NewClient(requestsPerSecond: 1);
        await client.GetBalanceAsync(CancellationToken.None).Soon();
        var next = client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None);
        await Clock.WaitAsync();
        Clock.Advance(Interval - AccountRateLimiter.Approach);
        Assert.Equal(AccountRateLimiter.Approach, await Clock.WaitAsync());
        client.RateLimiter.Postpone(TimeSpan.FromSeconds(12));
        Clock.Advance(AccountRateLimiter.Approach);
        Assert.Equal(TimeSpan.FromSeconds(12) - AccountRateLimiter.Approach - AccountRateLimiter.Approach, await Clock.WaitAsync());
        Assert.Single(Server.Requests);
        Clock.Advance(TimeSpan.FromSeconds(12));
        await next.Soon();
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task A_request_that_was_interrupted_counts_as_departed()
    {
        var client = NewClient(requestsPerSecond: 1);
        Server.Answer(SendPath, RawAnswer.HangUp);
        await Assert.ThrowsAsync<EmailCarException>(() => client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon());
        var next = client.RateLimiter.ApproachAsync(AccountRateLimiter.Approach, isNext: false, CancellationToken.None);
        Assert.Equal(Interval - AccountRateLimiter.Approach, await Clock.WaitAsync());
        Clock.Advance(Interval);
        (await next.Soon()).Dispose();
    }
}
