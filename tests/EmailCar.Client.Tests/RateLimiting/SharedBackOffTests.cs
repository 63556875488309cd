using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>If the service responds "too fast", every sender of the account waits.</summary>
public class SharedBackOffTests : SendRunTest
{
    public SharedBackOffTests()
        : base(skipsWaits: false)
    {
    }

    [Fact]
    public async Task Another_connection_of_the_account_waits_too()
    {
        Server.Answer(SendPath, RawAnswer.Text(429, "", "Retry-After: 30"), Success);
        Server.Answer(BalancePath, """{"data":{},"status":"success"}""");
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 1 });
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        run.Approve(run.TakeSealed()!);
        Assert.IsType<RetryNotice>(run.Take(Waiting.Patience, CancellationToken.None));
        Assert.Equal(TimeSpan.FromSeconds(30), await Clock.WaitAsync());

        var other = NewClient().GetBalanceAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(30) - AccountRateLimiter.Approach, await Clock.WaitAsync());
        Assert.Single(Server.Requests);
        Clock.Advance(TimeSpan.FromSeconds(30));
        await other.Soon();
        Assert.IsType<SubmissionOutcome>(run.Take(Waiting.Patience, CancellationToken.None));
    }
}
