using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Journal;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Journal;

/// <summary>The exact lines of a journal: people read them, and the next version must too.</summary>
public class JournalLineTests : EngineTest
{
    private const string Now = "{\"time\":\"2026-01-05T08:00:00.000Z\",\"";

    [Fact]
    public void A_submission_is_a_header_and_two_lines()
    {
        Server.Answer(SendPath, Accepted);
        using var run = Journalled();
        run.Add(Mail, new Recipient("a@x.cn", "订单-1"), out _);
        run.Add(Mail, new Recipient("李@x.cn", "订单-2"), out _);
        Finish(run);
        Assert.Equal(
            [
                $$"""{"journal":"emailcar","version":2,"endpoint":"{{Server.Endpoint}}","account":"ops@example.cn","salt":"…"}""",
                Now + """state":"sending","submission":1,"recipients":2,"first":"a@x.cn","via":"WebApi","content":"…","to":["a@x.cn","李@x.cn"],"key":["订单-1","订单-2"]}""",
                Now + """state":"submitted","submission":1,"recipients":2,"first":"a@x.cn","left":"2026-01-05T08:00:00.000Z","id":["873216184254383362","873216184254383362"]}""",
            ],
            PlainLines());
    }

    [Fact]
    public void Every_line_ends_with_a_line_feed_and_the_file_begins_without_a_mark()
    {
        Server.Answer(SendPath, Accepted);
        SendAll(Journalled(), "a@x.cn");
        var bytes = File.ReadAllBytes(JournalPath);
        Assert.Equal(((byte)'{', (byte)'\n'), (bytes[0], bytes[bytes.Length - 1]));
        Assert.Equal(3, bytes.Count(b => b == '\n'));
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    /// <summary>If a key changed, a resumed run would send its emails twice.</summary>
    [Fact]
    public void The_key_of_an_email_without_one_never_changes()
    {
        Server.Answer(SendPath, Accepted);
        SendAll(Journalled(), "a@x.cn");
        Assert.EndsWith("""key":["sha256:fb35a39c2f9418bde964ae77d47c9377"]}""", PlainLines()[1]);
    }

    [Fact]
    public void A_rejection_is_recorded_with_its_message()
    {
        Server.Answer(SendPath, Refusal("失败原因"));
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal(
            Now + """state":"rejected","submission":1,"recipients":1,"first":"a@x.cn","left":"2026-01-05T08:00:00.000Z","message":"失败原因"}""",
            PlainLines()[2]);
    }

    [Fact]
    public void A_message_of_several_lines_is_recorded_on_one_line()
    {
        Server.Answer(SendPath, Refusal("""one\r\ntwo \"three\" \ud83d"""));
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal(3, PlainLines().Length);
        Assert.Contains("""message":"one\r\ntwo \"three\" """, PlainLines()[2]);
    }

    [Fact]
    public void A_lost_response_is_recorded_as_unknown()
    {
        Server.Answer(SendPath, RawAnswer.HangUp);
        SendAll(Journalled(), "a@x.cn");
        Assert.StartsWith(
            Now + """state":"unknown","submission":1,"recipients":1,"first":"a@x.cn","left":"2026-01-05T08:00:00.000Z","message":""", PlainLines()[2]);
    }

    [Fact]
    public void A_submission_that_did_not_arrive_is_recorded_as_not_sent()
    {
        Server.Answer(SendPath, Refusal("点数不足"));
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal(
            Now + """state":"notsent","submission":1,"recipients":1,"first":"a@x.cn","left":"2026-01-05T08:00:00.000Z","message":"点数不足"}""", PlainLines()[2]);
    }

    [Fact]
    public void A_verdict_is_recorded_with_its_addresses_ids_and_rows()
    {
        using (var journal = JournalWriter.Open(JournalPath, Server.Endpoint, ServiceTest.User, Clock, readOnly: false, _ => { }))
        {
            JournalMail[] mails = [new("1", "a@x.cn"), new("2", "b@x.cn")];
            journal.Settle(journal.Leaving(Mail, mails), mails, "submitted", [7, null], [7, 8]);
            journal.Settle(journal.Leaving(Mail, mails), mails, "notsent", null, null);
        }

        Assert.Equal(
            Now + """state":"verdict","submission":1,"recipients":2,"first":"a@x.cn","verdict":"submitted","to":["a@x.cn","b@x.cn"],"id":["7",null],"rows":["7","8"]}""",
            PlainLines()[2]);
        Assert.Equal(
            Now + """state":"verdict","submission":2,"recipients":2,"first":"a@x.cn","verdict":"notsent","to":["a@x.cn","b@x.cn"]}""", PlainLines()[4]);
    }

    [Fact]
    public void An_email_without_an_id_is_recorded_with_null()
    {
        Server.Answer(SendPath, """{"status":"success","msg":"ok"}""");
        SendAll(Journalled(), "a@x.cn", "b@x.cn");
        Assert.EndsWith("""id":[null,null]}""", PlainLines()[2]);
    }

    [Fact]
    public void Submission_numbers_continue_from_run_to_run()
    {
        Server.Answer(SendPath, Accepted);
        SendAll(Journalled(batchSize: 1), "a@x.cn", "b@x.cn");
        SendAll(Journalled(), "c@x.cn");
        Assert.Contains("""state":"sending","submission":3,"recipients":1,"first":"c@x.cn",""", PlainLines()[5]);
        Assert.Equal(7, PlainLines().Length);
    }

    [Fact]
    public void A_journal_contains_no_secret_and_no_content()
    {
        var secret = ServiceTest.PasswordMd5;
        Server.Answer(SendPath, Refusal("unknown api_pwd=" + secret), RawAnswer.Text(500, secret + secret.ToUpperInvariant()), Accepted);
        using var run = Journalled(batchSize: 1);
        var mail = Mail with { FromName = "Name-mark", ReplyTo = "reply@mark.cn", Subject = "Subject-mark", Html = "Html-mark" };
        foreach (var to in new[] { "a@x.cn", "b@x.cn", "c@x.cn" })
        {
            run.Add(mail, new Recipient(to), out _);
        }

        Finish(run);
        Assert.Equal(7, PlainLines().Length);
        foreach (var kept in new[] { secret.Substring(0, 8), ServiceTest.Password, "p@ss", "mark", mail.From })
        {
            Assert.DoesNotContain(kept, JournalText(), StringComparison.OrdinalIgnoreCase);
        }
    }
}
