using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>One bad address among fifty, over HTTP and in the journal.</summary>
public class BatchBisectorRunTests : EngineTest
{
    private static readonly string[] Fifty = [.. Enumerable.Range(0, 50).Select(i => $"user{i}@x.cn")];

    [Fact]
    public void A_bad_address_that_is_not_named_takes_at_most_thirteen_submissions()
    {
        Server.Handle(SendPath, r => r["to"].Split(';').Contains("user30@x.cn") ? Refusal("收件人地址无效") : Accepted);
        CostsOne(SendAll(Journalled(), Fifty));
        Assert.InRange(Server.Submissions.Count, 2, 13);
        Assert.Equal(2 * Server.Submissions.Count, States().Length);
    }

    [Fact]
    public void A_bad_address_that_is_named_takes_two_submissions()
    {
        Server.Answer(SendPath, Refusal("user30@x.cn 已退订"), Accepted);
        CostsOne(SendAll(Journalled(), Fifty));
        Assert.Equal(2, Server.Submissions.Count);
        Assert.Equal(string.Join(";", Fifty.Where(a => a != "user30@x.cn")), Server.Submissions[1]["to"]);
    }

    [Fact]
    public void Resuming_sends_only_the_bad_address_again()
    {
        Server.Answer(SendPath, Refusal("user30@x.cn 已退订"), Accepted);
        SendAll(Journalled(), Fifty);
        SendAll(Journalled(), Fifty);
        Assert.Equal("user30@x.cn", Server.Submissions[2]["to"]);
    }

    [Fact]
    public void A_part_with_a_lost_response_is_not_sent_again()
    {
        Server.Answer(SendPath, Refusal("收件人地址无效"), RawAnswer.HangUp, Accepted);
        var outcomes = SendAll(Journalled(), Fifty);
        Assert.Equal([SendStatus.Unknown, SendStatus.Submitted], outcomes.Select(o => o.Status));
        Assert.Equal([25, 25], outcomes.Select(o => o.Recipients.Count));
        Assert.Equal(3, Server.Submissions.Count);
    }

    private static void CostsOne(List<SubmissionOutcome> outcomes)
    {
        Assert.Equal("user30@x.cn", outcomes.Single(o => o.Status == SendStatus.Rejected).Recipients.Single().Address);
        Assert.Equal(
            Fifty.Where(a => a != "user30@x.cn"),
            outcomes.Where(o => o.Status == SendStatus.Submitted).SelectMany(o => o.Recipients).Select(r => r.Address));
    }
}
