using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Redis;

namespace EmailCar.Client.Tests.Redis;

/// <summary>Which of several runs sends an email, and which results the others return.</summary>
public sealed class RedisJournalTests(RedisFixture fixture) : RedisTest(fixture), IClassFixture<RedisFixture>
{
    private static readonly Uri Endpoint = new("http://127.0.0.1/v1/");
    private static readonly MailContent Mail = ServiceTest.Mail;

    private RedisJournalStore Store => new(Connection, "redis:" + Name);

    private static IReadOnlyList<JournalMail> Mails(params string[] addresses) => [.. addresses.Select(address => new JournalMail("k", address))];

    [RedisFact]
    public async Task One_run_claims_an_email_and_the_other_skips_it_once_it_was_submitted()
    {
        var (a, b) = (Open(), Open());
        Assert.Equal([ClaimState.Mine, ClaimState.Mine], await Claim(a, "x@x.cn", "y@x.cn"));
        Assert.Equal([ClaimState.Other, ClaimState.Mine], await Claim(b, "x@x.cn", "z@x.cn"));

        await Settle(a, await Begin(a, "x@x.cn"), JournalLines.Submitted, [873216184254383362], "x@x.cn");
        var claim = (await b.Claims!.ClaimAsync(Mails("x@x.cn"), false, CancellationToken.None).Soon()).Single();
        Assert.Equal(new Claim(ClaimState.Submitted, 873216184254383362), claim);
    }

    [RedisFact]
    public async Task A_run_that_ends_releases_the_emails_it_has_not_sent()
    {
        var (a, b) = (Open(), Open());
        await Claim(a, "x@x.cn");
        a.Dispose();
        Assert.Equal([ClaimState.Mine], await Claim(b, "x@x.cn"));
    }

    [RedisFact]
    public async Task A_rejected_email_stays_claimed_until_its_run_releases_it()
    {
        var (a, b) = (Open(), Open());
        await Claim(a, "x@x.cn");
        await Settle(a, await Begin(a, "x@x.cn"), JournalLines.Rejected, null, "x@x.cn");
        Assert.Equal([ClaimState.Other], await Claim(b, "x@x.cn"));
        a.Claims!.Release(Mails("x@x.cn"));
        await a.Claims.ClaimAsync([], false, CancellationToken.None).Soon();
        Assert.Equal([ClaimState.Mine], await Claim(b, "x@x.cn"));
    }

    [RedisFact]
    public async Task Emails_that_a_dead_run_claimed_but_did_not_begin_to_send_are_released()
    {
        await Claim(Open(), "x@x.cn");
        Die();
        Assert.Equal([ClaimState.Mine], await Claim(Open(), "x@x.cn"));
    }

    [RedisFact]
    public async Task Emails_that_a_dead_run_may_have_sent_are_unknown_at_the_end_of_the_input()
    {
        var dead = Open();
        await Claim(dead, "x@x.cn");
        await Begin(dead, "x@x.cn");
        Die();
        var b = Open();
        Assert.Equal([ClaimState.Other], await Claim(b, "x@x.cn"));
        Assert.Equal([ClaimState.Unknown], await Claim(b, isInputOver: true, "x@x.cn"));
        Assert.Equal([ClaimState.Mine], await Claim(Open(retriesUnknown: true), isInputOver: true, "x@x.cn"));
    }

    [RedisFact]
    public async Task A_run_that_was_considered_dead_does_not_send_emails_that_another_has_claimed()
    {
        var late = Open();
        await Claim(late, "x@x.cn", "y@x.cn");
        Die();
        await Claim(Open(), "y@x.cn");
        var e = await Assert.ThrowsAsync<EmailCarException>(() => Begin(late, "x@x.cn", "y@x.cn"));
        Assert.Equal(FailureKind.ClaimedElsewhere, e.Kind);
        Assert.True(await Begin(late, "x@x.cn") > 0);
    }

    [RedisFact]
    public async Task The_result_of_a_run_that_was_wrongly_considered_dead_is_recorded()
    {
        var late = Open();
        await Claim(late, "x@x.cn");
        var submission = await Begin(late, "x@x.cn");
        Die();
        var retrying = Open(retriesUnknown: true);
        await Claim(retrying, isInputOver: true, "x@x.cn");
        await Settle(retrying, await Begin(retrying, "x@x.cn"), JournalLines.Rejected, null, "x@x.cn");
        await Settle(late, submission, JournalLines.Submitted, [5], "x@x.cn");
        Assert.Equal([ClaimState.Submitted], await Claim(Open(), "x@x.cn"));
    }

    [RedisFact]
    public async Task A_result_that_is_written_twice_counts_once()
    {
        var a = Open();
        await Claim(a, "x@x.cn");
        var submission = await Begin(a, "x@x.cn");
        await Settle(a, submission, JournalLines.Unknown, null, "x@x.cn");
        await Settle(a, submission, JournalLines.Unknown, null, "x@x.cn");
        using var view = new JournalView(Store);
        Assert.Equal((1, 1), (view.Summary.Unknown, view.Summary.Total));
        Assert.Equal("3", Raw.Ask("LLEN", Key("lines")));
        Assert.Contains("1|0||||0|0", Raw.Ask("HVALS", Key("emails")), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task A_verdict_settles_an_unknown_email()
    {
        var a = Open();
        await Claim(a, "x@x.cn", "y@x.cn");
        await Settle(a, await Begin(a, "x@x.cn"), JournalLines.Unknown, null, "x@x.cn");
        await Begin(a, "y@x.cn");
        Die();
        using (var resolving = Store.Open(Endpoint, "user", new JournalTerms(IsExclusive: true), _ => { }))
        {
            resolving.Settle(1, Mails("x@x.cn"), JournalLines.Submitted, [7], [7]);
            resolving.Settle(2, Mails("y@x.cn"), JournalLines.NotSent, null, null);
        }

        Assert.Equal([ClaimState.Submitted, ClaimState.Mine], await Claim(Open(), "x@x.cn", "y@x.cn"));
        Assert.Equal("0", Raw.Ask("HLEN", Key("open")));
    }

    [RedisFact]
    public async Task Unknown_emails_cannot_be_settled_during_a_run_and_no_run_can_start_while_they_are_settled()
    {
        var run = Open();
        await Claim(run, "x@x.cn");
        Assert.True(Store.IsInUse);
        var e = Assert.Throws<JournalException>(() => Store.Open(Endpoint, "user", new JournalTerms(IsExclusive: true), _ => { }));
        Assert.Equal(JournalProblem.InUse, e.Problem);
        run.Dispose();
        using var resolving = Store.Open(Endpoint, "user", new JournalTerms(IsExclusive: true), _ => { });
        Assert.Throws<JournalException>(() => Open());
    }

    [RedisFact]
    public async Task A_journal_of_another_account_is_rejected()
    {
        await Claim(Open(), "x@x.cn");
        var e = Assert.Throws<JournalException>(() => Store.Open(Endpoint, "another", default, _ => { }));
        Assert.Equal(JournalProblem.OfAnother, e.Problem);
    }

    [RedisFact]
    public async Task A_journal_is_kept_for_ninety_days_after_the_last_write()
    {
        var a = Open();
        await Claim(a, "x@x.cn");
        await Begin(a, "x@x.cn");
        Assert.All(["lines", "emails", "open", "owners", "counter"], key => Assert.InRange(
            long.Parse(Raw.Ask("TTL", Key(key))!), 90 * 86_400 - 60, 90 * 86_400));
    }

    [RedisFact]
    public async Task A_rehearsal_writes_nothing()
    {
        using (var journal = Store.Open(Endpoint, "user", new JournalTerms(IsRehearsal: true), _ => { }))
        {
            Assert.False(Store.Exists);
        }

        Assert.Equal("", Raw.Ask("KEYS", $"*{Name}*"));
        await Claim(Open(), "x@x.cn");
        Assert.True(Store.Exists);
    }

    [RedisFact]
    public async Task A_journal_that_is_copied_to_redis_and_back_has_the_same_bytes()
    {
        var folder = Path.Combine(Path.GetTempPath(), Name);
        Directory.CreateDirectory(folder);
        try
        {
            var path = Path.Combine(folder, "a.jsonl");
            using (IJournal file = JournalWriter.Open(path, Endpoint, "user", TimeProvider.System, readOnly: false, _ => { }))
            {
                await Settle(file, await Begin(file, "x@x.cn", "y@x.cn"), JournalLines.Submitted, [1, 2], "x@x.cn", "y@x.cn");
                await Begin(file, "z@x.cn");
            }

            Assert.Equal(4, Store.CopyFrom(new JournalFile(path, TimeProvider.System)));
            Assert.Equal([ClaimState.Submitted, ClaimState.Unknown, ClaimState.Mine], await Claim(Open(), "x@x.cn", "z@x.cn", "w@x.cn"));
            Assert.Throws<JournalException>(() => Store.CopyFrom(new JournalFile(path, TimeProvider.System)));

            var back = new JournalFile(path + ".back", TimeProvider.System);
            Assert.Equal(4, back.CopyFrom(Store));
            Assert.Equal(File.ReadAllText(path), File.ReadAllText(back.Path));
            Assert.Equal(JournalProblem.Exists, Assert.Throws<JournalException>(() => back.CopyFrom(Store)).Problem);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private IJournal Open(bool retriesUnknown = false) =>
        Add(Store.Open(Endpoint, "user", new JournalTerms(RetriesUnknown: retriesUnknown), _ => { }));

    /// <summary>Expires the leases of all runs so far.</summary>
    private void Die() => Raw.Ask("DEL", Key("owners"));

    private string Key(string what) => $"emailcar:journal:{{{Name}}}:{what}";

    private static Task<ClaimState[]> Claim(IJournal journal, params string[] addresses) => Claim(journal, false, addresses);

    private static async Task<ClaimState[]> Claim(IJournal journal, bool isInputOver, params string[] addresses) =>
        [.. (await journal.Claims!.ClaimAsync(Mails(addresses), isInputOver, CancellationToken.None).Soon()).Select(claim => claim.State)];

    private static Task<long> Begin(IJournal journal, params string[] addresses) =>
        journal.BeginAsync(Mail, Mails(addresses), SendVia.WebApi, CancellationToken.None).Soon();

    private static Task Settle(IJournal journal, long submission, string state, IReadOnlyList<long?>? ids, params string[] addresses) =>
        journal.SettleAsync(submission, Mails(addresses), state, ids, null, null).Soon();
}
