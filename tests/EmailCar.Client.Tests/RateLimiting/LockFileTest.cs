using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>Rate limiters of one account that share only a folder, as processes do.</summary>
public abstract class LockFileTest : IDisposable
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) + RateLimitInterval.LongestMargin;

    internal static readonly Uri Endpoint = new("http://limit.example/v1/");

    internal string Folder { get; } = Path.Combine(Path.GetTempPath(), "emailcar-" + Guid.NewGuid().ToString("N"));

    internal TestClock Clock { get; } = new();

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    internal RateLimitLockFile OpenLockFile(Uri? endpoint = null, string user = ServiceTest.User, TestClock? clock = null) =>
        RateLimitLockFile.TryOpen(Folder, endpoint ?? Endpoint, user, clock ?? Clock)!;

    internal AccountRateLimiter Process(
        double requestsPerSecond = 1, Uri? endpoint = null, string user = ServiceTest.User, TestClock? clock = null) =>
        AccountRateLimiter.Alone(requestsPerSecond, clock ?? Clock, OpenLockFile(endpoint, user, clock));

    internal static async Task Depart(AccountRateLimiter limiter)
    {
        using var lease = await limiter.AcquireAsync(CancellationToken.None).Soon();
        lease.Departed();
    }

    /// <summary>Verifies that a limiter waits for the whole interval, and then lets its request depart.</summary>
    internal async Task WaitsInterval(AccountRateLimiter limiter)
    {
        var departed = Depart(limiter);
        Assert.Equal(Interval, await Clock.WaitAsync());
        Assert.False(departed.IsCompleted);
        Clock.Advance(Interval);
        await departed.Soon();
    }
}
