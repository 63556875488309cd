using EmailCar.Client.Tests.Sending;
using EmailCar.Journal;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Journal;

/// <summary>When a run reports that an address is in the journal with other content, for example because a date in the template prevents resuming.</summary>
public class SentMailIndexTests : EngineTest
{
    public SentMailIndexTests() => Server.Answer(SendPath, Refusal("失败原因"), Accepted);

    [Fact]
    public void A_known_address_under_another_content_is_told()
    {
        SendAll(Journalled(), "c@x.cn"); // refused
        SendAll(Journalled(), "a@x.cn");
        using var run = Journalled();
        Assert.Equal(PriorState.New, run.Add(Mail with { Subject = "Other" }, new Recipient("b@x.cn"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
        Assert.Equal(PriorState.New, run.Add(Mail with { Subject = "Other" }, new Recipient("A@x.cn"), out _));
        Assert.True(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void It_is_not_told_of_the_same_content()
    {
        SendAll(Journalled(), "c@x.cn"); // refused
        SendAll(Journalled(), "a@x.cn");
        using var run = Journalled();
        Assert.Equal(PriorState.Submitted, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void It_is_not_told_of_one_more_of_the_same_that_is_asked_for()
    {
        SendAll(Journalled(), "c@x.cn"); // refused
        SendAll(Journalled(allowDuplicates: true), "a@x.cn");
        using var run = Journalled(allowDuplicates: true);
        Assert.Equal(PriorState.Submitted, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void It_is_not_told_of_a_mail_that_is_only_tried_again()
    {
        SendAll(Journalled(), "a@x.cn"); // refused
        using var run = Journalled();
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void It_is_told_of_an_address_whose_mail_is_unknown()
    {
        WriteJournal("""{"state":"sending","submission":1,"to":["a@x.cn"],"key":["sha256:0"]}""");
        using var run = Journalled();
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        Assert.True(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void It_is_not_told_where_the_mail_has_a_key()
    {
        SendAll(Journalled(), "c@x.cn"); // refused
        SendAll(Journalled(), "a@x.cn");
        using var run = Journalled();
        Assert.Equal(PriorState.New, run.Add(Mail with { Subject = "Other" }, new Recipient("a@x.cn", "1"), out _));
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }

    [Fact]
    public void It_is_not_told_of_what_this_run_sent_itself()
    {
        using var run = Journalled();
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        Finish(run);
        run.Add(Mail with { Subject = "Other" }, new Recipient("a@x.cn"), out _);
        Assert.False(run.HasKnownAddressUnderOtherContent);
    }
}
