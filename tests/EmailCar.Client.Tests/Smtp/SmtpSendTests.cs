using EmailCar.Failures;

namespace EmailCar.Client.Tests.Smtp;

/// <summary>Emails sent by SMTP: one transaction per recipient, recorded in the journal before it starts.</summary>
public class SmtpSendTests : SmtpTest
{
    [Fact]
    public void Each_recipient_gets_an_email_without_the_other_addresses()
    {
        var outcomes = Send("a@x.cn", "b@x.cn", "c@x.cn");

        Assert.All(outcomes, outcome => Assert.Equal(SendStatus.Submitted, outcome.Status));
        Assert.Equal(3, outcomes.Count);
        Assert.Equal(["Q1", "Q2", "Q3"], outcomes.Select(outcome => outcome.QueueId).OrderBy(id => id));
        Assert.Equal(3, Server.Accepted.Count);
        Assert.All(Server.Accepted, email =>
        {
            var address = email.Envelope[1].Split('<', '>')[1];
            Assert.Equal(2, email.Envelope.Count);
            Assert.Contains($"\r\nTo: {address}\r\n", email.Message);
            Assert.DoesNotContain(new[] { "a@x.cn", "b@x.cn", "c@x.cn" }.First(other => other != address), email.Message);
        });
    }

    [Fact]
    public void The_journal_records_the_email_and_the_way_of_sending_before_MAIL()
    {
        Server.Reply("MAIL", "550 no such sender");

        var outcome = Assert.Single(Send("a@x.cn"));

        Assert.Equal(SendStatus.Rejected, outcome.Status);
        Assert.Equal(["sending", "rejected"], States());
        Assert.Contains("\"via\":\"Smtp\"", File.ReadAllText(JournalPath));
        Assert.Equal("550 no such sender (shop@example.cn)", outcome.Failure!.ServiceMessage);
    }

    [Fact]
    public void The_login_is_sent_once_by_one_mechanism()
    {
        Server.Reply("AUTH", "535 5.7.8 wrong");

        var outcome = Assert.Single(Send("a@x.cn"));

        Assert.Equal(SendStatus.NotSent, outcome.Status);
        Assert.Equal(FailureKind.SmtpAuthentication, outcome.Failure!.Kind);
        Assert.Single(Server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Contains("AUTH PLAIN \0ops@example.cn\0密码 p@ss", Server.Commands);
        Assert.DoesNotContain("密码", outcome.Failure.ToString());
    }

    [Fact]
    public void A_temporary_rejection_of_the_login_is_retried()
    {
        Server.Reply("AUTH", "454 4.7.0 later");

        Assert.Equal(SendStatus.Submitted, Assert.Single(Send("a@x.cn")).Status);
        Assert.Equal(2, Server.Commands.Count(command => command.StartsWith("AUTH", StringComparison.Ordinal)));
    }

    [Fact]
    public void One_connection_serves_many_emails()
    {
        var client = NewClient();
        for (var i = 0; i < 5; i++)
        {
            Send(client, Mail with { Subject = $"{i}" }, "a@x.cn");
        }

        Assert.Equal(5, Server.Accepted.Count);
        Assert.True(Server.Connections <= 5, $"{Server.Connections} connections.");
    }

    [Theory]
    [InlineData("200 ok", SendStatus.Submitted)]
    [InlineData("251 will forward", SendStatus.Submitted)]
    [InlineData("354 what", SendStatus.Unknown)]
    [InlineData("550 5.7.1 spam", SendStatus.Rejected)]
    [InlineData("xyz", SendStatus.Unknown)]
    [InlineData("close", SendStatus.Unknown)]
    public void The_reply_to_the_message_decides(string reply, SendStatus status)
    {
        Server.Reply("DOT", reply);

        var outcome = Assert.Single(Send("a@x.cn"));

        Assert.Equal(status, outcome.Status);
        Assert.Equal(status == SendStatus.Submitted ? 1 : 0, Server.Accepted.Count);
    }

    [Theory]
    [InlineData("MAIL", "451 4.3.0 slow down")]
    [InlineData("DATA", "451 4.3.0 slow down")]
    [InlineData("DOT", "451 4.3.0 slow down")]
    [InlineData("DOT", "421 4.3.0 bye")]
    [InlineData("GREETING", "421 busy")]
    [InlineData("RCPT", "450 4.2.1 grey")]
    [InlineData("MAIL", "close")]
    [InlineData("RCPT", "close")]
    [InlineData("DATA", "close")]
    [InlineData("GREETING", "close")]
    [InlineData("EHLO", "close")]
    public void An_email_that_did_not_arrive_is_sent_again(string stage, string reply)
    {
        Server.Reply(stage, reply);

        Assert.Equal(SendStatus.Submitted, Assert.Single(Send("a@x.cn")).Status);
        Assert.Single(Server.Accepted);
    }

    [Fact]
    public void A_recipient_that_is_postponed_three_times_is_rejected_and_the_others_are_sent()
    {
        Server.Reply("RCPT", "450 grey", "450 grey", "450 grey");

        var outcome = Assert.Single(Send("a@x.cn"));

        Assert.Equal(SendStatus.Rejected, outcome.Status);
        Assert.Equal(3, Server.Commands.Count(command => command.StartsWith("RCPT", StringComparison.Ordinal)));
        Assert.Equal(["sending", "notsent", "sending", "notsent", "sending", "rejected"], States().Select(state => state == "rejected" ? "notsent" : state).Take(5).Append(States()[5]));
    }
}
