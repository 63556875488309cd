using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Journal;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Journal;

/// <summary>How a run reads an existing journal: complete lines, an incomplete line at the end, and everything else.</summary>
public class JournalReadingTests : EngineTest
{
    private const string Sending =
        """{"time":"2026-01-04T08:00:00.000Z","state":"sending","submission":1,"recipients":1,"first":"a@x.cn","to":["a@x.cn"],"key":["1"]}""";

    private const string Submitted =
        """{"time":"2026-01-04T08:00:01.000Z","state":"submitted","submission":1,"recipients":1,"first":"a@x.cn","id":["7"]}""";

    public JournalReadingTests() => Server.Answer(SendPath, Accepted);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"time":"2026-01-04T08:00:02.000Z","state":"sen""")]
    [InlineData("""{"time":"2026-01-04T08:00:01.000Z","state":"sending","submission":2,"recipients":1,"first":"b@x.cn","to":["b@x.cn"],"key":["2"]}""")]
    public void An_incomplete_last_line_is_ignored_and_removed_at_the_next_write(string torn)
    {
        WriteJournal(Sending, Submitted);
        var whole = JournalText();
        File.AppendAllText(JournalPath, torn);
        using (var run = Journalled())
        {
            Assert.Equal(PriorState.Submitted, run.Add(Mail, new Recipient("a@x.cn", "1"), out var id));
            Assert.Equal(7, id);
            Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("b@x.cn", "2"), out _));
            Assert.Equal(whole + torn, JournalText());
            Finish(run);
        }

        Assert.StartsWith(whole + """{"journal":"emailcar","version":2,""", JournalText());
        Assert.StartsWith("""{"time":"2026-01-05T08:00:00.000Z","state":"sending","submission":2,""", PlainLines()[4]);
        Assert.Equal(["sending", "submitted", "sending", "submitted"], States());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n \t\n")]
    [InlineData("\r\n\r\n  ")]
    [InlineData("\n{\"time\"")]
    public void Blank_lines_at_the_end_are_ignored_and_removed_at_the_next_write(string blank)
    {
        WriteJournal(Sending, Submitted);
        var whole = JournalText();
        File.AppendAllText(JournalPath, blank);
        using (var run = Journalled())
        {
            Assert.Equal(PriorState.Submitted, run.Add(Mail, new Recipient("a@x.cn", "1"), out _));
            Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("b@x.cn", "2"), out _));
            Finish(run);
        }

        Assert.StartsWith(whole + """{"journal":"emailcar","version":2,""", JournalText());
        Assert.Equal(["sending", "submitted", "sending", "submitted"], States());
        using var again = Journalled();
        Assert.Equal(PriorState.Submitted, again.Add(Mail, new Recipient("b@x.cn", "2"), out _));
    }

    [Fact]
    public void A_journal_that_an_editor_saved_with_other_line_ends_and_a_blank_line_is_read()
    {
        WriteJournal(Sending, Submitted);
        File.WriteAllText(JournalPath, "\uFEFF" + JournalText().Replace("\n", "\r\n") + "\r\n");
        SendAll(Journalled(), "b@x.cn");
        Assert.Equal(PriorState.Submitted, State());
    }

    [Fact]
    public void An_incomplete_result_leaves_its_email_unknown()
    {
        WriteJournal(Sending);
        File.AppendAllText(JournalPath, Submitted);
        Assert.Equal(PriorState.Unknown, State());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    public void An_incomplete_header_is_written_again(int length)
    {
        File.WriteAllText(JournalPath, Header().Substring(0, length));
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal(PlainHeader, PlainLines()[0]);
        Assert.Equal(["sending", "submitted"], States());
    }

    [Fact]
    public void An_incomplete_header_with_the_account_in_other_case_is_written_again()
    {
        File.WriteAllText(JournalPath, Header(account: "OPS@Example.cn"));
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal(PlainHeader, PlainLines()[0]);
    }

    /// <summary>Its salt differs from the salt of the next run.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(70)]
    public void An_incomplete_header_of_this_version_is_written_again(int missing)
    {
        SendAll(Journalled(), "a@x.cn");
        var header = JournalLines()[0];
        File.WriteAllText(JournalPath, header.Substring(0, header.Length - missing));
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal(PlainHeader, PlainLines()[0]);
        Assert.NotEqual(header, JournalLines()[0]);
    }

    [Theory]
    [InlineData("Email,Name")]
    [InlineData("{}")]
    [InlineData("\0")]
    [InlineData("""{"journal":"emailcar","version":3""")]
    [InlineData("""{"journal":"emailcar","version":2,"endpoint":"http://other""")]
    [InlineData("""{"journal":"emailcar","version":1,"endpoint":"http://other""")]
    public void An_incomplete_line_that_is_not_a_header_is_not_changed(string line)
    {
        File.WriteAllText(JournalPath, line);
        Assert.StartsWith("Line 1 of the journal", Refused(JournalProblem.Unreadable).Message);
        Assert.Equal(line, JournalText());
    }

    [Fact]
    public void A_line_longer_than_a_header_is_not_an_incomplete_header()
    {
        File.WriteAllText(JournalPath, Header() + " ");
        Refused(JournalProblem.Unreadable);
        Assert.Equal(Header() + " ", JournalText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"state":"sending","submission":2}""")]
    [InlineData("""{"state":"sending","submission":2,"to":["b@x.cn"],"key":[]}""")]
    [InlineData("""{"state":"sending","submission":2,"to":[null],"key":["2"]}""")]
    [InlineData("""{"state":"sending","submission":2,"to":["b@x.cn"],"key":[null]}""")]
    [InlineData("""{"state":"sending","submission":"2","to":["b@x.cn"],"key":["2"]}""")]
    [InlineData("""{"state":"submitted","submission":1}""")]
    [InlineData("""{"state":"delivered","submission":1}""")]
    [InlineData("""{"state":"verdict","submission":1}""")]
    [InlineData("""{"state":"verdict","submission":1,"verdict":"unknown"}""")]
    [InlineData("""{"state":null,"submission":1}""")]
    [InlineData("""{"state":"submitted","submission":99999999999999999999,"id":[]}""")]
    public void Any_other_damaged_line_is_reported(string line)
    {
        WriteJournal(Sending, line, Submitted);
        var before = JournalText();
        var e = Refused(JournalProblem.Unreadable);
        Assert.StartsWith("Line 3 of the journal", e.Message);
        Assert.Equal(before, JournalText());
    }

    /// <summary>If a damaged "sending" line is removed, its emails must not be sent twice without notice.</summary>
    [Fact]
    public void A_result_without_its_sending_line_is_reported()
    {
        WriteJournal(Submitted);
        Assert.StartsWith("Line 2 of the journal", Refused(JournalProblem.Unreadable).Message);
    }

    [Fact]
    public void A_journal_that_an_editor_saved_with_a_byte_order_mark_is_read()
    {
        WriteJournal(Sending, Submitted);
        File.WriteAllText(JournalPath, JournalText(), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        using var run = Journalled();
        Assert.Equal(PriorState.Submitted, run.Add(Mail, new Recipient("a@x.cn", "1"), out _));
    }

    [Fact]
    public void A_journal_of_this_version_with_a_byte_order_mark_is_read_and_copied()
    {
        SendAll(Journalled(), "a@x.cn");
        var text = JournalText();
        File.WriteAllText(JournalPath, text, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        SendAll(Journalled(), "b@x.cn");
        Assert.Equal(["sending", "submitted", "sending", "submitted"], States());
        var copy = new JournalFile(Path.Combine(Folder, "copy.jsonl"), Clock);
        Assert.Equal(5, copy.CopyFrom(new JournalFile(JournalPath, Clock)));
        Assert.StartsWith(text, File.ReadAllText(copy.Path));
    }

    [Fact]
    public void A_complete_last_line_must_also_be_readable()
    {
        WriteJournal(Sending, Submitted, "oops");
        Assert.StartsWith("Line 4 of the journal", Refused(JournalProblem.Unreadable).Message);
    }

    [Theory]
    [InlineData("Email,Name")]
    [InlineData("{}")]
    [InlineData("""{"journal":"other","version":1,"endpoint":"e","account":"a"}""")]
    [InlineData("""{"journal":"emailcar","version":3,"endpoint":"e","account":"a"}""")]
    public void A_file_that_is_not_a_journal_is_not_changed(string first)
    {
        File.WriteAllText(JournalPath, first + "\nmore\n");
        Assert.StartsWith("Line 1 of the journal", Refused(JournalProblem.Unreadable).Message);
        Assert.Equal(first + "\nmore\n", JournalText());
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/v1/", ServiceTest.User)]
    [InlineData(null, "other@example.cn")]
    public void The_journal_of_another_endpoint_or_account_is_rejected(string? endpoint, string account)
    {
        File.WriteAllText(JournalPath, Header(endpoint, account) + "\n" + Sending + "\n");
        var e = Refused(JournalProblem.OfAnother);
        Assert.Contains(account, e.Message);
        Assert.Contains(endpoint ?? Server.Endpoint.ToString(), e.Message);
    }

    [Fact]
    public void An_account_is_the_same_in_other_case()
    {
        File.WriteAllText(JournalPath, Header(account: "OPS@Example.cn") + "\n" + Sending + "\n" + Submitted + "\n");
        Assert.Equal(PriorState.Submitted, State());
    }

    [Fact]
    public void A_rejected_journal_is_not_kept_open()
    {
        WriteJournal("oops");
        Refused(JournalProblem.Unreadable);
        WriteJournal(Sending);
        Assert.Equal(PriorState.Unknown, State());
    }

    [Fact]
    public void Lines_longer_than_the_read_buffer_are_read()
    {
        var to = string.Join(",", Enumerable.Range(0, 50).Select(i => $"\"{i}{new string('x', 3000)}@x.cn\""));
        var keys = string.Join(",", Enumerable.Range(0, 50).Select(i => $"\"{i}\""));
        WriteJournal(
            $$"""{"state":"sending","submission":1,"to":[{{to}}],"key":[{{keys}}]}""",
            """{"state":"notsent","submission":1}""",
            Sending,
            Submitted);
        Assert.Equal(PriorState.Submitted, State());
    }

    /// <summary>Returns the state of the first email in the journal.</summary>
    private PriorState State()
    {
        using var run = Journalled();
        return run.Add(Mail, new Recipient("a@x.cn", "1"), out _);
    }

    private JournalException Refused(JournalProblem problem)
    {
        var e = Assert.Throws<JournalException>(() => Journalled());
        Assert.Equal((problem, JournalPath), (e.Problem, e.Path));
        return e;
    }
}
