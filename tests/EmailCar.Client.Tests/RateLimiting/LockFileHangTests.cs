using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>A process that holds the lock for too long, one that only seems to, and folders that cannot contain a lock file.</summary>
public class LockFileHangTests : LockFileTest
{
    [Fact]
    public async Task A_stalled_holder_is_waited_for_ten_intervals()
    {
        using var hanging = await Process().AcquireAsync(CancellationToken.None).Soon();
        var other = Process();
        var lease = other.AcquireAsync(CancellationToken.None);
        var last = await Polls(TimeSpan.FromTicks(Interval.Ticks * 10));
        Assert.False(lease.IsCompleted);
        Assert.Equal(RateLimitProblem.None, other.Problem);
        Clock.Advance(last);
        (await lease.Soon()).Dispose();
        Assert.Equal(RateLimitProblem.HolderStalls, other.Problem);
    }

    [Fact]
    public async Task With_a_stalled_holder_the_rate_is_still_limited()
    {
        using var hanging = await Process().AcquireAsync(CancellationToken.None).Soon();
        var other = Process();
        var departed = Depart(other);
        Clock.Advance(await Polls(TimeSpan.FromTicks(Interval.Ticks * 10)));
        await departed.Soon();
        var next = other.AcquireAsync(CancellationToken.None);
        Assert.Equal(Interval, await Clock.WaitAsync());
        Clock.Advance(Interval);
        Clock.Advance(await Polls(TimeSpan.FromTicks(Interval.Ticks * 10)));
        await next.Soon();
    }

    /// <summary>Each attempt is a request to the file server, and the lock is held for most of a second.</summary>
    [Fact]
    public async Task Waits_for_the_lock_become_longer()
    {
        using var holder = await Process().AcquireAsync(CancellationToken.None).Soon();
        _ = Process().AcquireAsync(CancellationToken.None);
        await Polls(TimeSpan.FromSeconds(5));
        Assert.Equal([10.0, 15.0, 23.0], Clock.Waits.Take(3).Select(wait => wait.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromMilliseconds(250), Clock.Waits[Clock.Waits.Count - 1]);
        Assert.InRange(Clock.Waits.Count, 1, 30);
    }

    [Theory]
    [InlineData(20, 13)] // a quarter of 50.5, and the clock counts whole milliseconds
    [InlineData(200, 10)]
    [InlineData(0.5, 250)]
    public async Task Waits_for_the_lock_are_no_longer_than_a_quarter_of_the_interval(double requestsPerSecond, int longest)
    {
        using var holder = await Process(requestsPerSecond).AcquireAsync(CancellationToken.None).Soon();
        _ = Process(requestsPerSecond).AcquireAsync(CancellationToken.None);
        await Polls(TimeSpan.FromSeconds(4 / requestsPerSecond));
        Assert.Equal(TimeSpan.FromMilliseconds(longest), Clock.Waits.Max());
    }

    /// <summary>Among many busy processes, one may wait for long; while the lock is passed on, no process stalls.</summary>
    [Fact]
    public async Task A_lock_that_is_passed_on_among_others_does_not_stall()
    {
        var busy = OpenLockFile();
        var held = (await busy.TakeAsync(Interval, Interval, CancellationToken.None).Soon()).Held!;
        var other = Process();
        var lease = other.AcquireAsync(CancellationToken.None);
        for (var i = 0; i < 10; i++)
        {
            await Clock.WaitAsync();
            held.Write(new(TimeSpan.Zero, TimeSpan.Zero, "busy"), Clock.GetTimestamp());
            held.Dispose();
            File.SetLastWriteTimeUtc(Directory.GetFiles(Folder).Single(), Clock.GetUtcNow().UtcDateTime);
            held = (await busy.TakeAsync(Interval, Interval, CancellationToken.None).Soon()).Held!;
            Clock.Advance(TimeSpan.FromTicks(Interval.Ticks * 5));
        }

        await Clock.WaitAsync();
        Assert.Equal((false, RateLimitProblem.None), (lease.IsCompleted, other.Problem));
        held.Dispose();
        Clock.Advance(TimeSpan.FromMilliseconds(250));
        await lease.Soon();
        Assert.Equal(RateLimitProblem.None, other.Problem);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_leaves_the_rate_limit_within_the_process()
    {
        File.WriteAllText(Folder, "a file where the folder should be");
        try
        {
            var (one, other) = (Shared("unusable", 1), Shared("unusable", 1));
            Assert.Equal((RateLimitProblem.FolderUnusable, RateLimitProblem.FolderUnusable), (one.Problem, other.Problem));
            await Depart(one);
            await WaitsInterval(other);
        }
        finally
        {
            File.Delete(Folder);
        }
    }

#if NET
    [LinuxFact("/dev/full is a disk that is full.")]
    public async Task A_stamp_that_cannot_be_written_keeps_no_request_from_being_sent()
    {
        OpenLockFile();
        var file = Directory.GetFiles(Folder).Single();
        File.Delete(file);
        File.CreateSymbolicLink(file, "/dev/full");
        var limiter = Process();
        await Depart(limiter);
        Assert.Equal(RateLimitProblem.FolderUnusable, limiter.Problem);
        await WaitsInterval(limiter);
        limiter.Postpone(TimeSpan.FromSeconds(5));
        var lease = limiter.AcquireAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(5), await Clock.WaitAsync());
        Clock.Advance(TimeSpan.FromSeconds(5));
        (await lease.Soon()).Dispose();
    }

#endif

    [Fact]
    public void An_obstacle_at_the_path_of_the_file_makes_the_folder_unusable()
    {
        OpenLockFile();
        var file = Directory.GetFiles(Folder).Single();
        File.Delete(file);
        Directory.CreateDirectory(file);
        Assert.Null(RateLimitLockFile.TryOpen(Folder, Endpoint, ServiceTest.User, Clock));
    }

    [Fact]
    public void A_missing_folder_is_created()
    {
        var limiter = AccountRateLimiter.Shared(new Uri("http://made.example/v1/"), ServiceTest.User, 1, Clock, Path.Combine(Folder, "a", "b"));
        Assert.Equal(RateLimitProblem.None, limiter.Problem);
        Assert.Single(Directory.GetFiles(Path.Combine(Folder, "a", "b")));
    }

    /// <summary>The umask of users who share a folder would prevent other users from writing.</summary>
    [UnixModeFact]
    public void In_a_shared_folder_every_user_of_the_folder_can_take_the_lock()
    {
        RateLimitLockFile.TryOpen(Folder, Endpoint, "one", Clock);
        var own = Directory.GetFiles(Folder).Single();
        File.WriteAllText(Path.Combine(Folder, "any"), "");
        Assert.Equal(ModeOf(Path.Combine(Folder, "any")), ModeOf(own));
        File.Delete(own);
        RateLimitLockFile.TryOpen(Folder, Endpoint, "one", Clock, isForAll: true);
        Assert.Equal("666", ModeOf(own));
    }

    [UnixModeFact]
    public void A_folder_that_was_specified_is_shared()
    {
        var settings = new ClientSettings { RateLimitFolder = Folder };
        using var client = new EmailCarClient(new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)), settings);
        Assert.Equal("666", ModeOf(Directory.GetFiles(Folder).Single()));
    }

    [Fact]
    public async Task A_lock_file_that_was_deleted_is_created_again()
    {
        var limiter = Process();
        File.Delete(Directory.GetFiles(Folder).Single());
        await Depart(limiter);
        Assert.Equal(RateLimitProblem.None, limiter.Problem);
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_lock_file_that_another_process_holds_can_be_opened()
    {
        using var lease = await Process().AcquireAsync(CancellationToken.None).Soon();
        Assert.NotNull(OpenLockFile());
    }

    [Fact]
    public async Task Without_a_rate_limit_there_is_no_lock_file()
    {
        await Depart(Shared("none", 0));
        await Depart(Shared("none", 0));
        Assert.Empty(Clock.Waits);
        Assert.False(Directory.Exists(Folder));
        Assert.Equal(RateLimitProblem.None, Shared("none", 0).Problem);
    }

    /// <summary>Returns the mode bits, in the notation of chmod.</summary>
    private static string ModeOf(string path) =>
#if NET
        OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
#else
        throw new NotSupportedException(path);
#endif

    private AccountRateLimiter Shared(string name, double requestsPerSecond) =>
        AccountRateLimiter.Shared(new Uri($"http://{name}.example/v1/"), ServiceTest.User, requestsPerSecond, Clock, Folder);

    /// <summary>Advances the clock as another waiting process would see it, and returns the wait that would exceed the limit.</summary>
    private async Task<TimeSpan> Polls(TimeSpan limit)
    {
        var passed = TimeSpan.Zero;
        while (true)
        {
            var poll = await Clock.WaitAsync();
            if (passed + poll > limit)
            {
                return poll;
            }

            passed += poll;
            Clock.Advance(poll);
        }
    }
}
