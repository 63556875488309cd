using EmailCar.Client.Tests.Sending;
using EmailCar.Journal;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Journal;

/// <summary>When a run reports that an address is in the journal with other content, for example because a date in the template prevents resuming.</summary>
public class SentMailIndexTests : EngineTest
{
    public SentMailIndexTests() => Server.Answer(SendPath, Refusal("失败原因"), Accepted);

    [Fact]
    public void A_known_address_with_other_content_is_reported()
    {
        SendAll(Journalled(), "c@x.cn"); // rejected
        SendAll(Journalled(), "a@x.cn");
        using var run = Journalled();
        Assert.Equal(PriorState.New, run.Add(Mail with { Subject = "Other" }, new Recipient("b@x.cn"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
        Assert.Equal(PriorState.New, run.Add(Mail with { Subject = "Other" }, new Recipient("A@x.cn"), out _));
        Assert.True(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void The_same_content_is_not_reported()
    {
        SendAll(Journalled(), "c@x.cn"); // rejected
        SendAll(Journalled(), "a@x.cn");
        using var run = Journalled();
        Assert.Equal(PriorState.Submitted, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void A_permitted_duplicate_is_not_reported()
    {
        SendAll(Journalled(), "c@x.cn"); // rejected
        SendAll(Journalled(allowDuplicates: true), "a@x.cn");
        using var run = Journalled(allowDuplicates: true);
        Assert.Equal(PriorState.Submitted, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void An_email_that_is_only_retried_is_not_reported()
    {
        SendAll(Journalled(), "a@x.cn"); // rejected
        using var run = Journalled();
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void An_address_whose_email_is_unknown_is_reported()
    {
        WriteJournal("""{"state":"sending","submission":1,"to":["a@x.cn"],"key":["sha256:0"]}""");
        using var run = Journalled();
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        Assert.True(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void An_email_with_a_key_is_not_reported()
    {
        SendAll(Journalled(), "c@x.cn"); // rejected
        SendAll(Journalled(), "a@x.cn");
        using var run = Journalled();
        Assert.Equal(PriorState.New, run.Add(Mail with { Subject = "Other" }, new Recipient("a@x.cn", "1"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void An_email_that_this_run_sent_is_not_reported()
    {
        using var run = Journalled();
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        Finish(run);
        run.Add(Mail with { Subject = "Other" }, new Recipient("a@x.cn"), out _);
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }
}
