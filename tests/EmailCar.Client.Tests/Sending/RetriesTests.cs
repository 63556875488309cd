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

    [Theory]
    [InlineData(899)]
    [InlineData(900)]
    [InlineData(901)]
    public async Task A_wait_of_more_than_a_quarter_of_an_hour_is_not_accepted(int seconds)
    {
        await Fails(() => new EmailCarException(FailureKind.TooFast, "no") { RetryAfter = TimeSpan.FromSeconds(seconds) });
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(Math.Min(seconds, 900)), 10), _clock.Waits);
    }

    /// <summary>Each delay is random, but their sum stays within these seconds.</summary>
    [Theory]
    [InlineData(FailureKind.Unreachable, 5, 11.4, 22.9)]
    [InlineData(FailureKind.Postponed, 2, 13.7, 28.6)]
    public async Task The_waits_become_longer(FailureKind kind, int retries, double least, double most)
    {
        Assert.Equal(retries + 1, await Fails(() => new EmailCarException(kind, "no")));
        Assert.InRange(_told.Sum(t => t.Delay.TotalSeconds), least, most);
    }

    [Theory]
    [InlineData(FailureKind.Unreachable)]
    [InlineData(FailureKind.TooFast)]
    [InlineData(FailureKind.Postponed)]
    public async Task After_the_end_nothing_is_retried(FailureKind kind)
    {
        var isOver = false;
        var tries = 0;
        var retries = Retries.ForSubmissions(_clock, (_, _, _) => { }, () => isOver);
        await Assert.ThrowsAsync<EmailCarException>(() => retries.ExecuteAsync(
            _ =>
            {
                isOver = ++tries == 2;
                return Task.FromException<int>(new EmailCarException(kind, "no"));
            },
            CancellationToken.None).Soon());
        Assert.Equal(2, tries);
    }

    [Theory]
    [InlineData(FailureKind.Unreachable, 3)]
    [InlineData(FailureKind.ConnectionLost, 3)]
    [InlineData(FailureKind.TimedOut, 3)]
    [InlineData(FailureKind.ServerError, 3)]
    [InlineData(FailureKind.TooFast, 10)]
    [InlineData(FailureKind.Unreadable, 0)]
    [InlineData(FailureKind.Authentication, 0)]
    public async Task A_query_is_retried_even_if_it_arrived(FailureKind kind, int expected)
    {
        var tries = 0;
        List<TimeSpan> tooFast = [];
        var retries = Retries.ForQueries(_clock, tooFast.Add);
        await Assert.ThrowsAsync<EmailCarException>(() => retries.ExecuteAsync(
            _ =>
            {
                tries++;
                return Task.FromException<int>(new EmailCarException(kind, "no") { MayHaveArrived = true });
            },
            CancellationToken.None).Soon());
        Assert.Equal(expected + 1, tries);
        Assert.Equal(kind == FailureKind.TooFast ? expected : 0, tooFast.Count);
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
