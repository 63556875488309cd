using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>Which part of a submission a run sends, if several runs claim its emails.</summary>
public class SubmissionClaimsTests : IClaims
{
    private readonly TestClock _clock = new();
    private readonly List<SendEvent> _told = [];
    private readonly List<string> _released = [];
    private readonly List<string> _sent = [];
    private readonly Queue<Claim> _answers = new();
    private bool? _isInputOver;

    [Fact]
    public async Task A_run_sends_the_emails_that_it_has_claimed()
    {
        var outcomes = await ClaimAsync(new(ClaimState.Mine), new(ClaimState.Submitted, 7), new(ClaimState.Mine), new(ClaimState.Other));
        Assert.Equal(["0 2"], _sent);
        Assert.Equal(["0 2"], _released);
        Assert.Equal(["Skipped 1 7", "Submitted 0 2 "], outcomes.Select(Text));
        Assert.Equal(["3"], _told.Cast<ClaimedElsewhere>().Select(claimed => Text(claimed.Recipients)));
        Assert.Equal(ServiceTest.Mail, Assert.IsType<ClaimedElsewhere>(_told[0]).Content);
    }

    [Fact]
    public async Task Emails_with_a_result_are_reported_with_their_ids()
    {
        var outcomes = await ClaimAsync(new(ClaimState.Unknown), new(ClaimState.Submitted, 7), new(ClaimState.Unknown), new(ClaimState.Submitted, 9));
        Assert.Equal(["Skipped 1 3 7,9", "Unknown 0 2 ,"], outcomes.Select(Text));
        Assert.All(outcomes, outcome => Assert.Equal((ServiceTest.Mail, _clock.GetUtcNow(), null), (outcome.Content, outcome.Time, outcome.Failure)));
        Assert.Empty(_sent);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_run_that_has_claimed_nothing_sends_and_releases_nothing()
    {
        Assert.Empty(await ClaimAsync(new(ClaimState.Other), new(ClaimState.Other)));
        Assert.Empty(_sent);
        Assert.Empty(_released);
        Assert.Equal(["0 1"], _told.Cast<ClaimedElsewhere>().Select(claimed => Text(claimed.Recipients)));
    }

    [Fact]
    public async Task Emails_that_another_run_claimed_in_the_meantime_are_put_back()
    {
        var outcomes = await SendAsync(
            isLastLook: false,
            part => Task.FromResult<IReadOnlyList<SubmissionOutcome>>(
            [
                Outcome(part.With([part.Recipients[0]]), SendStatus.NotSent, FailureKind.ClaimedElsewhere),
                Outcome(part.With([part.Recipients[1]]), SendStatus.NotSent, FailureKind.NoPoints),
            ]),
            new(ClaimState.Mine),
            new(ClaimState.Mine));
        Assert.Equal(["NotSent 1 "], outcomes.Select(Text));
        Assert.Equal(["0"], _told.Cast<ClaimedElsewhere>().Select(claimed => Text(claimed.Recipients)));
        Assert.Equal(["0 1"], _released);
    }

    [Fact]
    public async Task A_failure_releases_the_emails()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(isLastLook: false, _ => throw new InvalidOperationException(), new Claim(ClaimState.Mine)));
        Assert.Equal(["0"], _released);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_claim_knows_whether_the_input_is_over(bool isLastLook)
    {
        await SendAsync(
            isLastLook,
            part =>
            {
                Assert.Equal(isLastLook, part.IsLastLook);
                return Task.FromResult<IReadOnlyList<SubmissionOutcome>>([]);
            },
            new Claim(ClaimState.Mine));
        Assert.Equal(isLastLook, _isInputOver);
    }

    Task<IReadOnlyList<Claim>> IClaims.ClaimAsync(IReadOnlyList<JournalMail> mails, bool isInputOver, CancellationToken cancellationToken)
    {
        _isInputOver = isInputOver;
        Assert.Equal(Enumerable.Range(0, mails.Count).Select(i => new JournalMail($"key {i}", $"{i}")), mails);
        return Task.FromResult<IReadOnlyList<Claim>>([.. mails.Select(_ => _answers.Dequeue())]);
    }

    void IClaims.Release(IReadOnlyList<JournalMail> mails)
    {
        Assert.All(mails, mail => Assert.Equal("key " + mail.Address, mail.Key));
        _released.Add(string.Join(" ", mails.Select(mail => mail.Address)));
    }

    private static string Text(SubmissionOutcome outcome) => $"{outcome.Status} {Text(outcome.Recipients)} {string.Join(",", outcome.Ids)}";

    private static string Text(IEnumerable<Recipient> recipients) => string.Join(" ", recipients.Select(recipient => recipient.Address));

    private Task<IReadOnlyList<SubmissionOutcome>> ClaimAsync(params Claim[] answers) => SendAsync(
        isLastLook: false,
        part =>
        {
            _sent.Add(Text(part.Recipients));
            return Task.FromResult<IReadOnlyList<SubmissionOutcome>>([Outcome(part, SendStatus.Submitted, null)]);
        },
        answers);

    private Task<IReadOnlyList<SubmissionOutcome>> SendAsync(
        bool isLastLook, Func<Submission, Task<IReadOnlyList<SubmissionOutcome>>> send, params Claim[] answers)
    {
        Array.ForEach(answers, _answers.Enqueue);
        var submission = new Submission(ServiceTest.Mail, isLastLook)
            .With(answers.Select((_, i) => new Recipient($"{i}") { Key = $"key {i}" }));
        return new SubmissionClaims(this, _told.Add, _clock).SendAsync(submission, send, CancellationToken.None).Soon();
    }

    private SubmissionOutcome Outcome(Submission submission, SendStatus status, FailureKind? failure) =>
        new(submission.Content, submission.Recipients, status, _clock.GetUtcNow()) { Failure = failure is { } kind ? new EmailCarException(kind, "no") : null };
}
