using EmailCar.Client.Tests.Support;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>Whether another submission may be sent, by the responses that are outstanding.</summary>
public class OutstandingRequestsTests
{
    private readonly TestClock _clock = new();
    private readonly OutstandingRequests _open;

    public OutstandingRequestsTests() => _open = new OutstandingRequests(_clock, requestsPerSecond: 1);

    [Fact]
    public async Task No_more_leave_than_the_window_allows()
    {
        var answers = Leave(4);
        using var fifth = new OutstandingRequests.Answer(_open);
        Assert.False(fifth.TryLeave());
        Assert.Null(fifth.Departure);
        var change = _open.ChangeToWaitFor()!;
        Assert.False(change.IsCompleted);
        await _open.WaitWhileHeldBackAsync().Soon(); // a full window is waited for later
        answers[2].Dispose();
        await change.Soon();
        Assert.Null(_open.ChangeToWaitFor());
        Assert.True(fifth.TryLeave());
        Assert.Equal(_clock.GetTimestamp(), fifth.Departure);
    }

    [Fact]
    public void While_the_oldest_is_overdue_none_leaves()
    {
        var answers = Leave(1);
        Advance(10);
        answers.AddRange(Leave(1));
        Advance(0.001);
        using var third = new OutstandingRequests.Answer(_open);
        Assert.False(third.TryLeave());
        Assert.NotNull(_open.ChangeToWaitFor());
        answers[0].Dispose();
        Assert.True(third.TryLeave());
    }

    [Fact]
    public void After_an_unknown_result_none_leaves_until_all_have_a_result_and_the_window_is_one()
    {
        var answers = Leave(3);
        answers[0].BecomeUnknown();
        answers[0].Dispose();
        answers[1].Dispose();
        Assert.False(_open.WaitWhileHeldBackAsync().IsCompleted);
        using var next = new OutstandingRequests.Answer(_open);
        Assert.False(next.TryLeave());
        answers[2].Dispose();
        Assert.Equal(1, _open.Window);
        Assert.True(_open.WaitWhileHeldBackAsync().IsCompleted);
        Assert.True(next.TryLeave());
        Assert.NotNull(_open.ChangeToWaitFor());
    }

    [Fact]
    public void Too_fast_halves_the_window_once_for_all_that_were_outstanding()
    {
        var answers = Leave(4);
        Advance(1);
        answers[0].BecomeTooFast();
        answers[1].BecomeTooFast();
        Assert.Equal(2, _open.Window);
        answers[2].Dispose();
        answers[3].Dispose();
        Advance(1);
        Leave(1)[0].BecomeTooFast();
        Assert.Equal(1, _open.Window);
        Assert.Null(_open.ChangeToWaitFor()); // none is outstanding
    }

    [Fact]
    public void Without_a_rate_limit_only_an_acceptance_widens_the_window()
    {
        var open = new OutstandingRequests(_clock, requestsPerSecond: 0);
        using var rejected = new OutstandingRequests.Answer(open);
        rejected.BecomeKnown(isAccepted: true); // was not sent
        Assert.Equal(1, open.Window);
        Assert.True(rejected.TryLeave());
        rejected.BecomeKnown(isAccepted: false);
        Assert.Equal(1, open.Window);
        Assert.True(rejected.TryLeave());
        rejected.BecomeKnown(isAccepted: true);
        Assert.Equal(4, open.Window);
    }

    private List<OutstandingRequests.Answer> Leave(int count)
    {
        var answers = Enumerable.Range(0, count).Select(_ => new OutstandingRequests.Answer(_open)).ToList();
        answers.ForEach(answer => Assert.True(answer.TryLeave()));
        return answers;
    }

    private void Advance(double seconds) => _clock.Advance(TimeSpan.FromMilliseconds(seconds * 1000));
}
