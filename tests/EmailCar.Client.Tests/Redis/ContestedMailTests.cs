using System.Diagnostics;
using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Redis;
using EmailCar.Sending;
using EmailCar.Settings;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Redis;

/// <summary>What a run does with emails that another run has claimed.</summary>
public sealed class ContestedMailTests(RedisFixture fixture) : RedisTest(fixture), IClassFixture<RedisFixture>
{
    private const string Accepted = """{"data":{"return":{"id":5}},"msg":"ok","status":"success"}""";

    private static readonly JournalMail Contested = new("k", "x@x.cn");

    private readonly TestClock _clock = new();
    private readonly RawServer _server = new();

    [RedisFact]
    public async Task Once_the_other_run_has_submitted_them_they_are_skipped_with_their_ids()
    {
        var other = await ClaimAsync();
        var outcomes = Send(_ =>
        {
            var submission = other.BeginAsync(ServiceTest.Mail, [Contested], SendVia.WebApi, CancellationToken.None).GetAwaiter().GetResult();
            other.SettleAsync(submission, [Contested], JournalLines.Submitted, [7], null, null).GetAwaiter().GetResult();
        });
        Assert.Equal([SendStatus.Submitted, SendStatus.Skipped], outcomes.Select(o => o.Status));
        Assert.Equal([7], outcomes[1].Ids);
        Assert.Equal(["y@x.cn"], Recipients());
    }

    [RedisFact]
    public async Task Once_the_other_run_has_released_them_they_are_sent()
    {
        var other = await ClaimAsync();
        var outcomes = Send(_ => other.Dispose());
        Assert.Equal([SendStatus.Submitted, SendStatus.Submitted], outcomes.Select(o => o.Status));
        Assert.Equal(["y@x.cn", "x@x.cn"], Recipients());
    }

    [RedisFact]
    public async Task If_the_other_run_died_while_sending_them_they_are_unknown()
    {
        var other = await ClaimAsync();
        await other.BeginAsync(ServiceTest.Mail, [Contested], SendVia.WebApi, CancellationToken.None).Soon();
        var outcomes = Send(_ => Raw.Ask("DEL", $"emailcar:journal:{{{Name}}}:owners"));
        Assert.Equal([SendStatus.Submitted, SendStatus.Unknown], outcomes.Select(o => o.Status));
        Assert.Null(outcomes[1].Failure);
        Assert.Equal(["y@x.cn"], Recipients());
    }

    [RedisFact]
    public async Task If_nothing_is_decided_within_the_timeout_they_are_not_sent()
    {
        await ClaimAsync();
        var outcomes = Send(_ => { });
        Assert.Equal([SendStatus.Submitted, SendStatus.NotSent], outcomes.Select(o => o.Status));
        Assert.Equal(FailureKind.ClaimedElsewhere, outcomes[1].Failure!.Kind);
        Assert.Equal(["y@x.cn"], Recipients());
    }

    [RedisFact]
    public async Task Given_up_all_are_reported_even_if_they_have_several_contents()
    {
        await ClaimAsync(Contested, new JournalMail("k", "z@x.cn"));
        var outcomes = Send(_ => { }, (ServiceTest.Mail with { Subject = "Other" }, "z@x.cn"));
        Assert.Equal(
            ["x@x.cn NotSent", "y@x.cn Submitted", "z@x.cn NotSent"],
            outcomes.Select(o => $"{o.Recipients.Single().Address} {o.Status}").OrderBy(text => text, StringComparer.Ordinal));
    }

    [RedisFact]
    public async Task If_the_run_ends_they_are_not_sent_for_its_reason()
    {
        await ClaimAsync();
        var outcomes = Send(run => run.EndAsWrongList("none of these"));
        Assert.Equal([SendStatus.Submitted, SendStatus.NotSent], outcomes.Select(o => o.Status));
        Assert.Equal((FailureKind.WrongList, "none of these"), (outcomes[1].Failure!.Kind, outcomes[1].Failure!.Message));
    }

    /// <summary>Returns the journal of another run that has claimed the email.</summary>
    private async Task<IJournal> ClaimAsync(params JournalMail[] mails)
    {
        _server.Answer(ServiceTest.SendPath, Accepted);
        var other = Add(new RedisJournalStore(Connection, "redis:" + Name).Open(_server.Endpoint, ServiceTest.User, default, _ => { }));
        await other.Claims!.ClaimAsync(mails.Length > 0 ? mails : [Contested], isInputOver: false, CancellationToken.None).Soon();
        return other;
    }

    private string[] Recipients() => [.. _server.Submissions.Select(submission => submission["to"])];

    /// <summary>Sends to both addresses and more, and calls the action once only the claimed ones are left.</summary>
    private SubmissionOutcome[] Send(Action<SendRun> whenContested, params (MailContent Content, string To)[] more)
    {
        Add(_server);
        var settings = new ClientSettings
        {
            Endpoint = _server.Endpoint,
            RequestsPerSecond = 0,
            Timeout = TimeSpan.FromSeconds(60),
            Time = _clock,
            Redis = new RedisSettings(Server.Address),
        };
        using var client = new EmailCarClient(new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)), settings);
        using var run = new SendRun(client, new SendRunSettings { JournalPath = "redis:" + Name });
        run.Add(ServiceTest.Mail, new Recipient("x@x.cn", "k"), out _);
        run.Add(ServiceTest.Mail, new Recipient("y@x.cn", "k"), out _);
        Array.ForEach(more, mail => run.Add(mail.Content, new Recipient(mail.To, "k"), out _));
        run.SealAll();
        while (run.TakeSealed() is { } submission)
        {
            run.Approve(submission);
        }

        var outcomes = new List<SubmissionOutcome>();
        var running = Stopwatch.StartNew();
        var isTold = false;
        while (run.Pending > 0)
        {
            Assert.True(running.Elapsed < Waiting.Patience, "The run does not come to its end.");
            if (run.Take(TimeSpan.FromMilliseconds(20), CancellationToken.None) is SubmissionOutcome outcome)
            {
                outcomes.Add(outcome);
            }

            if (run.Contested > 0 && outcomes.Count > 0)
            {
                if (!isTold)
                {
                    whenContested(run);
                    isTold = true;
                }

                _clock.Advance(TimeSpan.FromSeconds(2));
            }
        }

        return [.. outcomes];
    }
}
