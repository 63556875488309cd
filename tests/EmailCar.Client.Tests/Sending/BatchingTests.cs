using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>Which recipients share a submission, and in which order submissions are sealed.</summary>
public class BatchingTests
{
    [Theory]
    [InlineData(1, "1")]
    [InlineData(50, "50")]
    [InlineData(51, "50 1")]
    [InlineData(120, "50 50 20")]
    public void At_most_50_recipients_share_a_submission(int recipients, string sizes)
    {
        var grouping = new Batching(Submission.MaxRecipients);
        Add(grouping, "s", recipients);
        grouping.SealAll();
        Assert.Equal(sizes, string.Join(" ", Sealed(grouping).Select(s => s.Recipients.Count)));
    }

    [Theory]
    [InlineData(1, "1 1 1")]
    [InlineData(2, "2 1")]
    [InlineData(3, "3")]
    public void A_smaller_batch_size_makes_smaller_submissions(int batchSize, string sizes)
    {
        var grouping = new Batching(batchSize);
        Add(grouping, "s", 3);
        grouping.SealAll();
        Assert.Equal(sizes, string.Join(" ", Sealed(grouping).Select(s => s.Recipients.Count)));
    }

    [Fact]
    public void Recipients_keep_their_order_and_their_keys()
    {
        var grouping = new Batching(50);
        grouping.Add(Mail("s"), new Recipient("b@x.cn", "1"));
        grouping.Add(Mail("s"), new Recipient("a@x.cn", "2"));
        grouping.SealAll();
        Assert.Equal([new Recipient("b@x.cn", "1"), new Recipient("a@x.cn", "2")], Sealed(grouping).Single().Recipients);
    }

    [Fact]
    public void A_submission_is_sealed_as_soon_as_it_is_full()
    {
        var grouping = new Batching(2);
        Add(grouping, "s", 1);
        Assert.Null(grouping.TakeSealed());
        Add(grouping, "s", 1);
        Assert.NotNull(grouping.TakeSealed());
        Assert.Null(grouping.TakeSealed());
    }

    [Fact]
    public void Any_difference_in_content_makes_another_submission()
    {
        var mail = Mail("s");
        MailContent[] mails =
        [
            mail, mail with { From = "other@x.cn" }, mail with { FromName = "o" }, mail with { ReplyTo = "o@x.cn" }, mail with { Subject = "S" },
            mail with { Html = "o" }, mail with { TrackOpens = true }, mail with { TrackClicks = true },
        ];
        var grouping = new Batching(50);
        Array.ForEach(mails, m => grouping.Add(m, new Recipient("a@x.cn")));
        grouping.SealAll();
        Assert.Equal(mails, Sealed(grouping).Select(s => s.Content));
    }

    [Fact]
    public void Submissions_are_returned_in_the_order_of_sealing()
    {
        var grouping = new Batching(2);
        Add(grouping, "open first", 1);
        Add(grouping, "full first", 2);
        Add(grouping, "open second", 1);
        grouping.SealAll();
        Assert.Equal(["full first", "open first", "open second"], Sealed(grouping).Select(s => s.Content.Subject));
    }

    [Fact]
    public void The_oldest_is_sealed_when_too_many_contents_are_open()
    {
        var grouping = new Batching(50);
        for (var i = 0; i < Batching.MaxOpen; i++)
        {
            Add(grouping, $"mail {i}", 1);
        }

        Assert.Null(grouping.TakeSealed());
        Add(grouping, "one more", 1);
        Assert.Equal("mail 0", grouping.TakeSealed()?.Content.Subject);
        Assert.Null(grouping.TakeSealed());
    }

    [Fact]
    public void A_content_that_was_sealed_early_starts_a_new_submission()
    {
        var grouping = new Batching(50);
        for (var i = 0; i <= Batching.MaxOpen; i++)
        {
            Add(grouping, $"mail {i}", 1);
        }

        Add(grouping, "mail 0", 1);
        grouping.SealAll();
        Assert.Equal(Batching.MaxOpen + 2, Sealed(grouping).Count);
    }

    private static MailContent Mail(string subject) => ServiceTest.Mail with { Subject = subject };

    private static void Add(Batching grouping, string subject, int recipients)
    {
        for (var i = 0; i < recipients; i++)
        {
            grouping.Add(Mail(subject), new Recipient($"u{i}@x.cn"));
        }
    }

    private static List<Submission> Sealed(Batching grouping)
    {
        var all = new List<Submission>();
        while (grouping.TakeSealed() is { } submission)
        {
            all.Add(submission);
        }

        return all;
    }
}
