using EmailCar.Client.Tests.Support;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>Paces of one account that share nothing but a folder, as processes do.</summary>
public abstract class BatonTest : IDisposable
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) + ProcessPace.Margin;

    internal static readonly Uri Endpoint = new("http://pace.example/v1/");

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

    internal BatonFile Baton(Uri? endpoint = null, string user = ServiceTest.User, TestClock? clock = null) =>
        BatonFile.TryOpen(Folder, endpoint ?? Endpoint, user, clock ?? Clock)!;

    internal ProcessPace Process(
        double requestsPerSecond = 1, Uri? endpoint = null, string user = ServiceTest.User, TestClock? clock = null) =>
        ProcessPace.Alone(requestsPerSecond, clock ?? Clock, Baton(endpoint, user, clock));

    internal static async Task Depart(ProcessPace pace)
    {
        using var turn = await pace.TakeTurnAsync(CancellationToken.None).Soon();
        turn.Departed();
    }

    /// <summary>Shows that a pace has to wait for the whole interval, and lets it depart then.</summary>
    internal async Task WaitsInterval(ProcessPace pace)
    {
        var departed = Depart(pace);
        Assert.Equal(Interval, await Clock.WaitAsync());
        Assert.False(departed.IsCompleted);
        Clock.Advance(Interval);
        await departed.Soon();
    }
}
