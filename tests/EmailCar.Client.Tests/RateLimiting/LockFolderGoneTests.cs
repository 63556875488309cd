#if NET
using EmailCar.Client.Tests.Support;
#endif
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>A folder that disappears during a run: no process waits for it, and the rate is limited within the process.</summary>
public class LockFolderGoneTests : LockFileTest
{
    [Fact]
    public async Task A_folder_that_disappears_is_not_waited_for()
    {
        var limiter = Process();
        await Depart(limiter);
        Directory.Delete(Folder, recursive: true);
        await WaitsInterval(limiter);
        await WaitsInterval(limiter);
        Assert.Equal(2, Clock.Waits.Count);
        Assert.Equal(RateLimitProblem.FolderUnusable, limiter.Problem);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_not_waited_for()
    {
        var limiter = Process();
        var file = Directory.GetFiles(Folder).Single();
        File.Delete(file);
        Directory.CreateDirectory(file);
        await Depart(limiter);
        Assert.Empty(Clock.Waits);
        Assert.Equal(RateLimitProblem.FolderUnusable, limiter.Problem);
    }

    [Fact]
    public async Task After_a_minute_the_folder_is_tried_again()
    {
        var limiter = Process();
        Directory.Delete(Folder, recursive: true);
        await Depart(limiter);
        Directory.CreateDirectory(Folder);
        Clock.Advance(TimeSpan.FromSeconds(59));
        await Depart(limiter);
        Assert.Empty(Directory.GetFiles(Folder));
        Clock.Advance(TimeSpan.FromSeconds(2));
        await Depart(limiter);
        Assert.Single(Directory.GetFiles(Folder));
    }

#if NET
    /// <summary>The system cannot determine when such a file was written, which must not end a run.</summary>
    [LinuxFact("Elsewhere links need a privilege.")]
    public async Task A_circular_link_does_not_end_a_run()
    {
        var limiter = Process();
        var file = Directory.GetFiles(Folder).Single();
        File.Delete(file);
        File.CreateSymbolicLink(file, file);
        await Depart(limiter);
        Assert.Equal(RateLimitProblem.FolderUnusable, limiter.Problem);
    }
#endif
}
