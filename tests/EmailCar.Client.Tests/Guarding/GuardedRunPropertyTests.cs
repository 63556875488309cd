using CsCheck;
using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Guarding;
using EmailCar.Journal;
using EmailCar.RateLimiting;
using EmailCar.Sending;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Guarding;

/// <summary>A run with a staging guard: what is sent, and what results and journal contain.</summary>
public class GuardedRunPropertyTests : EngineTest
{
    public GuardedRunPropertyTests() => Server.Answer(SendPath, Accepted);

    [Fact]
    public void A_redirected_email_has_its_recipient_before_the_subject_and_is_sent_separately()
    {
        var outcomes = SendAll(Journalled(Guarded("me@corp.cn", "*@qa.cn")), "ann@x.cn", "q1@qa.cn", "ben@x.cn", "q2@qa.cn");
        Assert.Equal(
            ["me@corp.cn: [ann@x.cn] Hi", "me@corp.cn: [ben@x.cn] Hi", "q1@qa.cn;q2@qa.cn: Hi"],
            Server.Submissions.Select(s => $"{s["to"]}: {s["subject"]}").Order());
        Assert.Equal(["ann@x.cn", "ben@x.cn", "q1@qa.cn", "q2@qa.cn"], outcomes.SelectMany(o => o.Recipients).Select(r => r.Address).Order());
        Assert.Contains("\"to\":[\"ann@x.cn\"]", JournalText());
        Assert.DoesNotContain("\"to\":[\"me@corp.cn\"]", JournalText());
    }

    [Fact]
    public void A_run_continues_an_interrupted_run_with_the_same_guard()
    {
        SendAll(Journalled(Guarded("me@corp.cn", null)), "ann@x.cn");
        using var run = Journalled(Guarded("ME@corp.cn", null));
        Assert.Equal(PriorState.Submitted, run.Add(Mail, new Recipient("ann@x.cn"), out _));
        Assert.Equal(PriorState.New, run.Add(Mail, new Recipient("ben@x.cn"), out _));
    }

    [Theory]
    [InlineData("me@corp.cn", null, null, null)]
    [InlineData(null, null, "me@corp.cn", null)]
    [InlineData("me@corp.cn", null, "you@corp.cn", null)]
    [InlineData(null, "*@corp.cn", "me@corp.cn", "*@corp.cn")]
    [InlineData(null, "*@corp.cn", null, "*@x.cn")]
    public void A_journal_with_another_guard_is_rejected(string? before, string? allowedBefore, string? now, string? allowedNow)
    {
        SendAll(Journalled(Guarded(before, allowedBefore)), "ann@corp.cn");
        var text = JournalText();
        var e = Assert.Throws<JournalException>(() => Journalled(Guarded(now, allowedNow)));
        Assert.Equal(JournalProblem.OfAnotherGuard, e.Problem);
        Assert.Equal(new object[] { RecipientGuard.Of(before, [allowedBefore]).Text ?? "", RecipientGuard.Of(now, [allowedNow]).Text ?? "" }, e.Values);
        Assert.Equal(text, JournalText());
        using var view = new JournalView(JournalPath);
        Assert.Equal(1, view.Summary.Submitted);
    }

    [Fact]
    public void An_incomplete_header_with_the_same_guard_is_written_again_and_one_with_another_is_not()
    {
        SendAll(Journalled(Guarded("me@corp.cn", null)), "ann@x.cn");
        var header = JournalLines()[0];
        Assert.Contains("\"guard\":\"RedirectTo=me@corp.cn\"", header);
        File.WriteAllText(JournalPath, header[..^5]);
        Assert.Equal(JournalProblem.Unreadable, Assert.Throws<JournalException>(() => Journalled(Guarded(null, null))).Problem);
        SendAll(Journalled(Guarded("me@corp.cn", null)), "ann@x.cn");
        Assert.Equal(["sending", "submitted"], States());
    }

    [Fact]
    public async Task A_caller_that_does_not_check_the_guard_cannot_send()
    {
        var client = Guarded("me@corp.cn", "*@qa.cn");
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SubmitAsync(Mail, ["q@qa.cn", "ann@x.cn"], CancellationToken.None).Soon());
        Assert.Empty(Server.Requests);
        await client.SubmitAsync(Mail, ["q@qa.cn", "me@corp.cn"], CancellationToken.None).Soon();
        using var run = NewRun(client: Guarded(null, "*@qa.cn"));
        Assert.Throws<InvalidOperationException>(() => run.Add(Mail, new Recipient("ann@x.cn"), out _));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public void For_any_list_and_guard_a_run_sends_only_to_allowed_recipients_and_loses_none()
    {
        var address = Gen.Select(Gen.OneOfConst("ann", "Ben", "qa-1", "me"), Gen.OneOfConst("corp.cn", "x.cn", "mail.corp.cn")).Select((local, domain) => $"{local}@{domain}");
        var pattern = Gen.OneOfConst("*@corp.cn", "a*@*", "qa-?@*", "*@*.corp.cn", "me@x.cn");
        Gen.Select(Gen.OneOfConst(null, "me@corp.cn", "it@x.cn"), pattern.Array[1, 3], address.Array[1, 40]).Sample(
            (redirectTo, allowed, addresses) =>
            {
                var guard = RecipientGuard.Of(redirectTo, allowed);
                using var client = New(guard);
                using var run = new SendRun(client, new SendRunSettings { AllowDuplicates = true });
                var taken = addresses.Where(a => guard.Apply(a).Outcome != GuardOutcome.Rejected).ToArray();
                Array.ForEach(taken, a => run.Add(Mail, new Recipient(a), out _));
                run.SealAll();
                var left = new List<Recipient>();
                while (run.TakeSealed() is { } submission)
                {
                    left.AddRange(submission.Recipients);
                    if (submission.Recipients.Any(r => r.RedirectedTo is not null) && (submission.Recipients.Count > 1 || submission.Content.Subject != $"[{submission.Recipients[0].Address}] Hi"))
                    {
                        return false;
                    }
                }

                return left.All(r => guard.Permits(r.WireAddress)) && left.Select(r => r.Address).Order().SequenceEqual(taken.Order());
            },
            iter: 2_000,
            threads: 2);
    }

    private EmailCarClient Guarded(string? redirectTo, string? allowed) => Disposed(New(RecipientGuard.Of(redirectTo, [allowed])));

    private EmailCarClient New(RecipientGuard guard)
    {
        var settings = Client.Settings with { RateLimiter = AccountRateLimiter.Alone(0, Clock), Guard = guard };
        return new EmailCarClient(new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)), settings);
    }
}
