using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>What is retried, and how often: only what certainly did not arrive.</summary>
public class RetriesTests
{
    private readonly TestClock _clock = new() { SkipsWaits = true };
    private readonly List<(FailureKind Kind, int Attempt, TimeSpan Delay)> _told = [];

    [Theory]
    [InlineData(FailureKind.Unreachable, false, 5)]
    [InlineData(FailureKind.TimedOut, false, 5)]
    [InlineData(FailureKind.TooFast, false, 10)]
    [InlineData(FailureKind.Unreachable, true, 0)]
    [InlineData(FailureKind.TimedOut, true, 0)]
    [InlineData(FailureKind.ConnectionLost, true, 0)]
    [InlineData(FailureKind.ServerError, true, 0)]
    [InlineData(FailureKind.Unreadable, true, 0)]
    [InlineData(FailureKind.Refused, false, 0)]
    [InlineData(FailureKind.Authentication, false, 0)]
    [InlineData(FailureKind.NoPoints, false, 0)]
    [InlineData(FailureKind.AccountClosed, false, 0)]
    [InlineData(FailureKind.SenderNotRegistered, false, 0)]
    [InlineData(FailureKind.WrongEndpoint, false, 0)]
    public async Task A_failure_is_retried_as_often_as_this_is_harmless(FailureKind kind, bool mayHaveArrived, int retries)
    {
        var tries = await Fails(() => new EmailCarException(kind, "no") { MayHaveArrived = mayHaveArrived });
        Assert.Equal(retries + 1, tries);
        Assert.Equal(Enumerable.Range(1, retries).Select(i => (kind, i)), _told.Select(t => (t.Kind, t.Attempt)));
    }

    [Theory]
    [InlineData(FailureKind.Unreachable)]
    [InlineData(FailureKind.TooFast)]
    public async Task The_waits_are_reported_and_stay_below_a_minute(FailureKind kind)
    {
        await Fails(() => new EmailCarException(kind, "no"));
        Assert.Equal(_told.Select(t => Math.Floor(t.Delay.TotalMilliseconds)), _clock.Waits.Select(w => Math.Floor(w.TotalMilliseconds)));
        Assert.All(_told, t => Assert.InRange(t.Delay, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task The_service_determines_the_wait()
    {
        await Fails(() => new EmailCarException(FailureKind.TooFast, "no") { RetryAfter = TimeSpan.FromMinutes(7) });
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromMinutes(7), 10), _clock.Waits);
    }

    [Fact]
    public async Task Unreachable_and_too_fast_are_counted_separately()
    {
        var kinds = new Queue<FailureKind>(
            [FailureKind.Unreachable, FailureKind.Unreachable, FailureKind.Unreachable, FailureKind.Unreachable, FailureKind.TooFast]);
        var tries = await Fails(() =>
        {
            kinds.Enqueue(kinds.Peek());
            return new EmailCarException(kinds.Dequeue(), "no");
        });
        Assert.Equal(11 * 5, tries);
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        var clock = new TestClock();
        using var stop = new CancellationTokenSource();
        var trying = Retries.ForSubmissions(clock, (_, _, _) => { })
            .ExecuteAsync(_ => Task.FromException<int>(new EmailCarException(FailureKind.TooFast, "no")), stop.Token);
        await clock.WaitAsync();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying.Soon());
    }

    [Fact]
    public async Task Other_exceptions_are_not_retried()
    {
        var tries = 0;
        var trying = Retries.ForSubmissions(_clock, (_, _, _) => { }).ExecuteAsync(
            _ =>
            {
                tries++;
                return Task.FromException<int>(new InvalidOperationException());
            },
            CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => trying.Soon());
        Assert.Equal(1, tries);
    }

    private async Task<int> Fails(Func<EmailCarException> failure)
    {
        var tries = 0;
        var retries = Retries.ForSubmissions(_clock, (e, attempt, delay) => _told.Add((e.Kind, attempt, delay)));
        var trying = retries.ExecuteAsync(
            _ =>
            {
                tries++;
                return Task.FromException<int>(failure());
            },
            CancellationToken.None);
        await Assert.ThrowsAsync<EmailCarException>(() => trying.Soon());
        return tries;
    }
}
