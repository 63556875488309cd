using EmailCar.Emails;
using EmailCar.Journal;

namespace EmailCar.Client.Tests.Journal;

/// <summary>What the lines of a journal say together about an email, to a reader and to the run that continues it.</summary>
public sealed class JournalIndexTests : IDisposable
{
    private static readonly JournalMail A = new("a", "a@x.cn"), B = new("b", "b@x.cn");
    private static readonly DateTimeOffset Time = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly JournalIndex _index = new();
    private readonly MailKeys _keys = new();
    private readonly List<JournalEvent> _lines = [];
    private readonly Dictionary<long, JournalEvent> _sending = [];

    [Fact]
    public void An_email_has_the_id_at_its_place()
    {
        Take(Sending(1, A, B), Result(1, JournalLines.Submitted, 11, 12));
        Assert.Equal((SendStatus.Submitted, 11, false, PriorState.Submitted), State(A, 1));
        Assert.Equal((SendStatus.Submitted, 12, false, PriorState.Submitted), State(B, 1));
    }

    [Fact]
    public void An_email_without_an_id_has_none()
    {
        Take(Sending(1, A, B), Result(1, JournalLines.Submitted, 11));
        Assert.Equal((SendStatus.Submitted, 11, false, PriorState.Submitted), State(A, 1));
        Assert.Equal((SendStatus.Submitted, null, false, PriorState.Submitted), State(B, 1));
    }

    [Fact]
    public void Ids_that_several_recipients_have_are_shared()
    {
        Take(Sending(1, A, B), Result(1, JournalLines.Submitted, 11, 11));
        Assert.Equal((SendStatus.Submitted, 11, true, PriorState.Submitted), State(A, 1));
    }

    [Fact]
    public void A_later_id_replaces_an_earlier_one_and_a_missing_one_does_not()
    {
        Take(Sending(1, A, B), Result(1, JournalLines.Unknown), Sending(2, A), Result(2, JournalLines.Submitted, 21), Verdict(1, JournalLines.Submitted, 11, 11));
        Assert.Equal((SendStatus.Submitted, 11, true, PriorState.Submitted), State(A, 2));
        Take(Sending(3, A), Result(3, JournalLines.Submitted));
        Assert.Equal((SendStatus.Submitted, 11, true, PriorState.Submitted), State(A, 3));
        Take(Sending(4, A), Result(4, JournalLines.Submitted, 41));
        Assert.Equal((SendStatus.Submitted, 41, false, PriorState.Submitted), State(A, 4));
    }

    [Fact]
    public void An_email_of_two_unknown_submissions_is_unknown_until_both_are_settled()
    {
        Take(Sending(1, A), Result(1, JournalLines.Unknown), Sending(2, A), Result(2, JournalLines.Unknown));
        Assert.Equal([1, 2], _index.Unknown().OrderBy(submission => submission));
        Take(Verdict(1, JournalLines.NotSent));
        Assert.Equal((SendStatus.Unknown, null, false, PriorState.Unknown), State(A, 2));
        Assert.Equal([2], _index.Unknown());
        Take(Verdict(2, JournalLines.NotSent));
        Assert.Equal(SendStatus.NotSent, Entry(A, 2).Status);
        Assert.Equal(PriorState.New, Judge(A).State);
        Assert.Empty(_index.Unknown());
    }

    [Fact]
    public void Once_submitted_an_email_stays_submitted()
    {
        Take(Sending(1, A), Result(1, JournalLines.Unknown), Sending(2, A), Result(2, JournalLines.Submitted, 21));
        Assert.Equal((SendStatus.Submitted, 21, false, PriorState.Submitted), State(A, 2));
        Assert.Equal(2, Entry(A, 2).Submission);
        Assert.Empty(_index.Unknown());
        Take(Verdict(1, JournalLines.NotSent), Sending(3, A), Result(3, JournalLines.Unknown));
        Assert.Equal((SendStatus.Submitted, 21, false, PriorState.Submitted), State(A, 3));
        Assert.Equal((2, 3), (Entry(A, 3).Submission, Entry(A, 3).Attempts));
    }

    [Fact]
    public void Only_submissions_without_a_result_are_unknown()
    {
        Take(Sending(1, A), Sending(2, B), Result(2, JournalLines.Rejected));
        Assert.Equal([1], _index.Unknown());
    }

    [Fact]
    public void A_submission_is_unknown_if_one_of_its_emails_is()
    {
        Take(Sending(1, A, B), Sending(2, A), Result(2, JournalLines.Submitted, 21));
        Assert.Equal([1], _index.Unknown());
    }

    [Fact]
    public void The_time_is_that_of_the_last_change()
    {
        Take(Sending(1, A) with { Time = Time });
        Assert.Equal(Time, Entry(A, 1).Time);
        Take(Result(1, JournalLines.Submitted, 1) with { Time = Time.AddSeconds(1) });
        Assert.Equal(Time.AddSeconds(1), Entry(A, 1).Time);
        Take(Sending(2, B), Result(2, JournalLines.Submitted, 1));
        Assert.Null(Entry(B, 2).Time);
    }

    [Fact]
    public void A_result_without_a_time_keeps_the_time()
    {
        Take(Sending(1, A) with { Time = Time }, Result(1, JournalLines.Rejected));
        Assert.Equal(Time, Entry(A, 1).Time);
    }

    [Fact]
    public void Every_result_has_its_message()
    {
        Take(Sending(1, A), Result(1, JournalLines.Rejected) with { Message = "one" }, Sending(2, B), Result(2, JournalLines.NotSent) with { Message = "two" });
        Assert.Equal(("one", "two"), (Entry(A, 1).Message, Entry(B, 2).Message));
        Take(Sending(3, A), Result(3, JournalLines.NotSent) with { Message = "two" });
        Assert.Equal("two", Entry(A, 3).Message);
    }

    [Fact]
    public void An_email_is_shown_with_its_last_submission()
    {
        Take(Sending(1, A), Result(1, JournalLines.NotSent), Sending(2, A));
        Assert.Null(_index.Find(A, _sending[1]));
        Assert.NotNull(_index.Find(A, _sending[2]));
    }

    [Fact]
    public void A_new_email_has_no_shared_id()
    {
        Take(Sending(1, A, B), Result(1, JournalLines.Submitted, 7, 7));
        Assert.True(Judge(A).IsIdShared);
        Assert.Equal((PriorState.New, null, false), Judge(new JournalMail("other", "other@x.cn")));
    }

    [Theory]
    [InlineData(JournalLines.Submitted)]
    [InlineData(JournalLines.Rejected)]
    [InlineData(JournalLines.NotSent)]
    public void A_final_result_is_the_only_one(string state)
    {
        Take(Sending(1, A), Result(1, state));
        Assert.Throws<FormatException>(() => _index.Take(Result(1, state)));
        Assert.Throws<FormatException>(() => Run().Take(Result(1, state)));
    }

    [Fact]
    public void A_result_needs_a_start()
    {
        Assert.Throws<FormatException>(() => _index.Take(Result(1, JournalLines.Submitted)));
        Assert.Throws<FormatException>(() => Run().Take(Result(1, JournalLines.Submitted)));
    }

    public void Dispose()
    {
        _index.Dispose();
        _keys.Dispose();
    }

    private void Take(params JournalEvent[] lines)
    {
        foreach (var line in lines)
        {
            if (line.Mails is not null)
            {
                _sending[line.Submission] = line;
            }

            _index.Take(line);
            _lines.Add(line);
        }
    }

    /// <summary>Returns what a reader sees, and what a run that continues the journal knows.</summary>
    private (SendStatus Status, long? Id, bool IsIdShared, PriorState State) State(JournalMail mail, long submission)
    {
        var entry = Entry(mail, submission);
        var known = Judge(mail);
        Assert.Equal((entry.Id, entry.IsIdShared), (known.Id, known.IsIdShared));
        return (entry.Status, entry.Id, entry.IsIdShared, known.State);
    }

    private JournalEntry Entry(JournalMail mail, long submission) => _index.Find(mail, _sending[submission])!;

    private (PriorState State, long? Id, bool IsIdShared) Judge(JournalMail mail)
    {
        var run = Run();
        var key = mail.Key;
        var state = run.Judge(ref key, mail.Address, out var id);
        return (state, id, run.IsIdShared);
    }

    /// <summary>Returns a run that has read the same lines.</summary>
    private SentMailIndex Run()
    {
        var run = new SentMailIndex(_keys, allowDuplicates: false);
        _lines.ForEach(run.Take);
        return run;
    }

    private static JournalEvent Sending(long submission, params JournalMail[] mails) => new(JournalLines.Sending, submission) { Mails = mails };

    private static JournalEvent Result(long submission, string state, params long?[] ids) =>
        new(state, submission) { Ids = state == JournalLines.Submitted ? ids : null };

    private static JournalEvent Verdict(long submission, string verdict, params long?[] ids) =>
        new(JournalLines.Verdict, submission) { Verdict = verdict, Ids = ids };
}
