using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>When a failing service ends the run, depending on its responses and on the balance query.</summary>
public class SendCircuitBreakerTests
{
    private readonly SendCircuitBreaker _breaker;
    private int _asked;
    private Func<Task> _sign = () => Task.CompletedTask;

    private readonly TestClock _clock = new();

    public SendCircuitBreakerTests() => _breaker = new SendCircuitBreaker(_clock, _ =>
    {
        _asked++;
        return _sign();
    });

    [Fact]
    public async Task Two_unknown_results_are_not_enough()
    {
        await GoesOn("UU");
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task After_three_unknown_results_a_failed_query_ends_the_run()
    {
        _sign = () => throw new EmailCarException(FailureKind.ServerError, "HTTP status 500");
        await GoesOn("UU");
        var end = await Note('U');
        Assert.Equal(FailureKind.OutOfOrder, end?.Kind);
        Assert.Contains("no answer", end!.Message);
        Assert.Contains("HTTP status 500", end.Message);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task After_a_successful_query_the_run_continues_until_three_more()
    {
        await GoesOn("UUUUU");
        var end = await Note('U');
        Assert.Equal(FailureKind.OutOfOrder, end?.Kind);
        Assert.Contains("no answer", end!.Message);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Five_rejections_of_the_same_kind_cause_a_query_and_one_more_ends_the_run()
    {
        await GoesOn("aaaa");
        Assert.Equal(0, _asked);
        await GoesOn("a");
        Assert.Equal(1, _asked);
        Assert.Equal(FailureKind.OutOfOrder, (await Note('a'))?.Kind);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Five_rejections_of_the_same_kind_and_a_failed_query_end_the_run()
    {
        _sign = () => throw new EmailCarException(FailureKind.Unreachable, "gone");
        await GoesOn("aaaa");
        Assert.Equal(FailureKind.OutOfOrder, (await Note('a'))?.Kind);
    }

    [Theory]
    [InlineData("abababababababab")]
    [InlineData("aaaabaaaab")]
    [InlineData("UUAUUAUUA")]
    [InlineData("aaaaAaaaaA")]
    [InlineData("UaUaAUaUa")]
    [InlineData("rrrrrrrrrrss")]
    public async Task Other_rejections_never_cause_a_query(string outcomes)
    {
        await GoesOn(outcomes);
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task Another_rejection_after_a_successful_query_does_not_end_the_run()
    {
        await GoesOn("aaaaabbbb");
        Assert.Equal(1, _asked);
        Assert.NotNull(await Note('b'));
    }

    [Theory]
    [InlineData("UUU")]
    [InlineData("aaaaa")]
    public async Task A_submission_accepted_afterwards_resets_the_count(string outcomes)
    {
        for (var i = 1; i <= 3; i++)
        {
            await GoesOn(outcomes);
            Assert.Equal(i, _asked);
            await GoesOn("A");
        }
    }

    /// <summary>Four submissions are outstanding: the fourth response is lost while the query after the third one is outstanding.</summary>
    [Fact]
    public async Task There_is_one_query_however_many_submissions_fail_in_the_meantime()
    {
        var sign = new TaskCompletionSource<bool>();
        _sign = () => sign.Task;
        await GoesOn("UU");
        var third = Note('U');
        var fourth = Note('U');
        Assert.False(third.IsCompleted || fourth.IsCompleted);
        sign.SetException(new EmailCarException(FailureKind.TimedOut, "late"));
        Assert.Equal(FailureKind.OutOfOrder, (await third.Soon())?.Kind);
        Assert.Same(await third, await fourth.Soon());
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Failures_during_the_query_count_as_part_of_it()
    {
        var sign = new TaskCompletionSource<bool>();
        _sign = () => sign.Task;
        await GoesOn("UU");
        var open = new[] { Note('U'), Note('U') };
        sign.SetResult(true);
        Assert.All(await Task.WhenAll(open).Soon(), Assert.Null);
        await GoesOn("UU");
        Assert.NotNull(await Note('U'));
    }

    [Fact]
    public async Task A_stop_during_the_query_is_a_stop()
    {
        _sign = () => Task.FromCanceled(new CancellationToken(true));
        await GoesOn("UU");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Note('U'));
    }

    /// <summary>At 20 requests per second, fifteen responses may be outstanding when the network fails for a moment.</summary>
    [Fact]
    public async Task Submissions_sent_before_the_query_count_as_one()
    {
        var blip = _clock.GetTimestamp();
        for (var i = 0; i < 15; i++)
        {
            Assert.Null(await Note('U', blip).Soon());
        }

        Assert.Equal(1, _asked);
        await GoesOn("U");
        Assert.NotNull(await Note('U').Soon());
    }

    /// <summary>Records results: A is accepted, U unknown, r a bad recipient, s an unregistered sender; other texts are rejections with that text.</summary>
    private Task<EmailCarException?> Note(char outcome, long? departure = null)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        var (status, failure) = outcome switch
        {
            'A' => (SendStatus.Submitted, null),
            'U' => (SendStatus.Unknown, new EmailCarException(FailureKind.TimedOut, "no answer") { MayHaveArrived = true }),
            'r' => (SendStatus.Rejected, new EmailCarException(FailureKind.BadRecipient, "address")),
            's' => (SendStatus.Rejected, new EmailCarException(FailureKind.SenderNotRegistered, "sender")),
            _ => (SendStatus.Rejected, new EmailCarException(FailureKind.Refused, outcome.ToString())),
        };
        return _breaker.NoteAsync(status, failure, departure ?? _clock.GetTimestamp(), CancellationToken.None);
    }

    private async Task GoesOn(string outcomes)
    {
        foreach (var outcome in outcomes)
        {
            Assert.Null(await Note(outcome).Soon());
        }
    }
}
