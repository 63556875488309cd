using EmailCar.Journal;
using EmailCar.Verdicts;

namespace EmailCar.Client.Tests.Verdicts;

/// <summary>The results of emails that are unknown in the journal, and what the next run does with them.</summary>
public class UnknownResolverTests : ResolvingTest
{
    [Fact]
    public async Task A_listed_email_becomes_submitted_with_its_id()
    {
        Lose("lost", 1, 7);
        Assert.Equal(Finding.Accepted, await Find());
        Assert.Equal((PriorState.Submitted, (long?)7), Next());
        Assert.Empty(await Resolve());
    }

    [Fact]
    public async Task An_email_that_is_not_listed_is_sent_by_the_next_run()
    {
        Lose("lost", 1);
        Assert.Equal(Finding.NotListed, await Find());
        Assert.Equal(PriorState.New, Next().State);
    }

    [Fact]
    public async Task An_email_that_may_still_be_listed_stays_unknown()
    {
        Sent("before", 1);
        Lost("lost");
        Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(Finding.NotSettled, await Find());
        Assert.Equal(PriorState.Unknown, Next().State);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Finding.NotListed, await Find());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Emails_with_fewer_or_more_rows_than_recipients_stay_unknown(int rows)
    {
        Lose("lost", 2, [.. Enumerable.Range(7, rows).Select(i => (long?)i)]);
        var verdict = await ResolveOne();
        Assert.Equal((Finding.OtherCount, rows, 2), (verdict.Finding, verdict.Rows, verdict.Recipients));
        Assert.Equal(PriorState.Unknown, Next().State);
    }

    [Fact]
    public async Task Emails_whose_rows_may_belong_to_two_unknown_submissions_stay_unknown()
    {
        Sent("before", 1);
        Lost("lost", key: "1");
        Lost("lost", key: "2");
        Row("lost", 7);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.All(await Resolve(), verdict => Assert.Equal((Finding.Ambiguous, 1), (verdict.Finding, verdict.Rivals)));
        Assert.Equal((PriorState.Unknown, PriorState.Unknown), (Next(key: "1").State, Next(key: "2").State));
    }

    [Fact]
    public async Task Submissions_with_the_same_content_at_other_times_do_not_claim_each_other_s_rows()
    {
        Lose("lost", 1, 7);
        Lost("lost", key: "2");
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([Finding.Accepted, Finding.NotListed], (await Resolve()).Select(verdict => verdict.Finding));
    }

    [Fact]
    public async Task Rows_that_the_journal_knows_are_ignored()
    {
        Sent("same", 1, 2);
        Lost("same");
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Finding.NotListed, await Find());
    }

    [Fact]
    public async Task Rows_of_an_earlier_verdict_are_ignored()
    {
        Lose("same", 2, 7, 8);
        Assert.Equal(Finding.Accepted, await Find());
        Lost("same", key: "2");
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Finding.NotListed, await Find());
    }

    [Fact]
    public async Task The_rows_may_belong_to_a_submission_accepted_without_ids()
    {
        Sent("before", 1);
        Sent("same", [null]);
        Lost("same");
        Row("same", 8);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Finding.Ambiguous, await Find());
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    [InlineData(9000)]
    public async Task The_clock_of_the_service_may_be_wrong(int seconds)
    {
        Ahead = TimeSpan.FromSeconds(seconds);
        Lose("lost", 1, 7);
        Assert.Equal(Finding.Accepted, await Find());
    }

    [Fact]
    public async Task A_row_with_another_time_is_another_email()
    {
        Sent("before", 1);
        Lost("lost");
        Clock.Advance(TimeSpan.FromMinutes(5));
        Row("lost", 7);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Finding.OtherTime, await Find());
        Assert.Equal(PriorState.Unknown, Next().State);
    }

    [Fact]
    public async Task Without_a_submission_that_arrived_nothing_is_decided()
    {
        Lost("lost");
        Row("lost", 7);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Finding.NoClock, await Find());
    }

    [Fact]
    public async Task A_service_that_lists_other_texts_decides_nothing()
    {
        Listed = subject => subject + "…";
        Lose("lost", 1);
        Assert.Equal(Finding.NotComparable, await Find());
        Assert.Equal(PriorState.Unknown, Next().State);
    }

    [Fact]
    public async Task A_journal_of_version_1_stays_unknown()
    {
        WriteJournal("""{"time":"2026-01-05T08:00:00.000Z","state":"sending","submission":1,"to":["lost-0@x.cn"],"key":["key"]}""");
        Assert.Equal(Finding.NoEvidence, await Find());
        Assert.Equal(PriorState.Unknown, Next().State);
    }

    [Fact]
    public async Task Rows_without_ids_are_identified_by_subject_and_time()
    {
        Sent("before", [null]);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Lost("lost", 2);
        Row("lost", null, null);
        Lost("not there", key: "2");
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([Finding.Accepted, Finding.NotListed], (await Resolve()).Select(verdict => verdict.Finding));
        Assert.Equal((PriorState.Submitted, (long?)null), Next(1));
    }

    [Fact]
    public async Task A_submission_over_SMTP_is_identified_by_subject_and_time()
    {
        Sent("before", 1);
        Lost("lost", via: SendVia.Smtp);
        Row("lost", [null]);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Finding.Accepted, await Find());
        Assert.Equal((PriorState.Submitted, (long?)null), Next());
    }

    [Fact]
    public async Task An_id_that_all_rows_share_belongs_to_every_recipient()
    {
        Lose("lost", 2, 7, 7);
        Assert.Equal(Finding.Accepted, await Find());
        Assert.Equal((PriorState.Submitted, (long?)7), Next(1));
    }

    [Fact]
    public async Task Ids_that_cannot_be_assigned_are_omitted()
    {
        Lose("lost", 2, 7, 8);
        var verdict = await ResolveOne();
        Assert.Equal((Finding.Accepted, (long?)null), (verdict.Finding, verdict[0].Id));
        Assert.Equal((PriorState.Submitted, (long?)null), Next(1));
    }

    /// <summary>The result of the second attempt does not show whether the first one arrived.</summary>
    [Fact]
    public async Task An_email_is_new_only_if_none_of_its_unknown_submissions_is_listed()
    {
        Lose("lost", 1);
        Lost("lost");
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal([Finding.NotListed, Finding.NotSettled], (await Resolve()).Select(verdict => verdict.Finding));
        Assert.Equal(PriorState.Unknown, Next().State);
        Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(Finding.NotListed, await Find());
        Assert.Equal(PriorState.New, Next().State);
    }

    [Fact]
    public async Task A_rehearsal_writes_nothing()
    {
        Lose("lost", 1, 7);
        var before = JournalText();
        Assert.Equal(Finding.Accepted, Assert.Single(await Resolve(isRehearsal: true)).Finding);
        Assert.Equal(before, JournalText());
        Assert.Equal([JournalPath], Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_that_a_run_is_writing_is_not_changed(bool isRehearsal)
    {
        Lose("lost", 1, 7);
        using var run = Open();
        var e = await Assert.ThrowsAsync<JournalException>(() => Resolve(isRehearsal));
        Assert.Equal(JournalProblem.InUse, e.Problem);
    }

    [Fact]
    public async Task A_journal_without_unknown_emails_sends_no_request()
    {
        Sent("before", 1);
        Assert.Empty(await Resolve());
        Assert.Empty(Server.Requests);
    }
}
