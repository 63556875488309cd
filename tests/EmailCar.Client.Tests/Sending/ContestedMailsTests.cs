using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>When the emails that other runs have claimed are claimed again, and when they are given up.</summary>
public class ContestedMailsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestClock _clock = new();
    private readonly ContestedMails _contested;

    public ContestedMailsTests() => _contested = new ContestedMails(_clock, Patience, batchSize: 2);

    [Fact]
    public void They_are_claimed_in_submissions_of_the_batch_size()
    {
        Add("one", "a", "b");
        Add("two", "c");
        Add("one", "d", "e", "f");
        Assert.Equal(6, _contested.Count);
        var submissions = _contested.TakeDue();
        Assert.Equal(["one a b", "one d e", "one f", "two c"], submissions.Select(Text));
        Assert.All(submissions, submission => Assert.True(submission.IsLastLook));
        Assert.Equal(0, _contested.Count);
    }

    [Fact]
    public void Without_a_decision_they_are_claimed_again_after_a_second()
    {
        Add("one", "a");
        Assert.Single(_contested.TakeDue());
        for (var i = 0; i < 3; i++)
        {
            Add("one", "a");
            Advance(0.999);
            Assert.Empty(_contested.TakeDue());
            Assert.Equal(1, _contested.Count);
            Advance(0.001);
            Assert.Single(_contested.TakeDue());
        }
    }

    [Fact]
    public void After_a_decision_they_are_claimed_again_at_once()
    {
        Add("one", "a", "b");
        Assert.Single(_contested.TakeDue());
        Add("one", "a");
        Assert.Single(_contested.TakeDue());
    }

    [Fact]
    public void They_are_over_if_nothing_is_decided_within_the_timeout()
    {
        Add("one", "a", "b");
        Assert.False(_contested.IsOver);
        _contested.TakeDue();
        Add("one", "a", "b");
        Advance(60);
        Assert.False(_contested.IsOver);
        Advance(0.001);
        Assert.True(_contested.IsOver);
    }

    [Fact]
    public void Each_decision_starts_the_time_again()
    {
        Add("one", "a", "b");
        _contested.TakeDue();
        Advance(59);
        Add("one", "a");
        _contested.TakeDue();
        Add("one", "a");
        Advance(60);
        Assert.False(_contested.IsOver);
        Advance(0.001);
        Assert.True(_contested.IsOver);
    }

    [Fact]
    public void A_number_that_changed_is_not_over()
    {
        Add("one", "a", "b");
        _contested.TakeDue();
        Add("one", "a");
        Advance(120);
        Assert.False(_contested.IsOver);
    }

    [Fact]
    public void Given_up_they_are_not_sent_for_the_reason()
    {
        var reason = new EmailCarException(FailureKind.ClaimedElsewhere, "late");
        Add("one", "a", "b", "c");
        Add("two", "d");
        Add("one", "e");
        var outcomes = _contested.GiveUp(reason);
        Assert.Equal(["one a b c e", "two d"], outcomes.Select(outcome => Text(outcome.Content, outcome.Recipients)));
        Assert.All(outcomes, outcome => Assert.Equal((SendStatus.NotSent, reason, _clock.GetUtcNow()), (outcome.Status, outcome.Failure, outcome.Time)));
        Assert.Equal(0, _contested.Count);
        Assert.Empty(_contested.GiveUp(reason));
    }

    private static string Text(Submission submission) => Text(submission.Content, submission.Recipients);

    private static string Text(MailContent content, IEnumerable<Recipient> recipients) =>
        content.Subject + " " + string.Join(" ", recipients.Select(recipient => recipient.Address));

    private void Add(string subject, params string[] to) =>
        _contested.Add(new ClaimedElsewhere(ServiceTest.Mail with { Subject = subject }, [.. to.Select(address => new Recipient(address))]));

    private void Advance(double seconds) => _clock.Advance(TimeSpan.FromMilliseconds(seconds * 1000));
}
