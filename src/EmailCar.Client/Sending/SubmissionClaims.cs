using EmailCar.Failures;
using EmailCar.Journal;

namespace EmailCar.Sending;

/// <summary>
/// Sends the part of each submission that no other run sends: claims its emails first, reports those that already have a result, and
/// postpones those that another run has claimed until the input has ended.
/// </summary>
internal sealed class SubmissionClaims(IClaims claims, Action<SendEvent> report, TimeProvider time)
{
    /// <summary>Sends a submission.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="send">Sends the part for this run.</param>
    /// <param name="cancellationToken">Cancels sending.</param>
    /// <exception cref="EmailCarException">Nothing could be claimed, and nothing was sent.</exception>
    public async Task<IReadOnlyList<SubmissionOutcome>> SendAsync(
        Submission submission, Func<Submission, Task<IReadOnlyList<SubmissionOutcome>>> send, CancellationToken cancellationToken)
    {
        var mails = submission.Recipients.Select(r => new JournalMail(r.Key, r.Address)).ToArray();
        var answers = await claims.ClaimAsync(mails, submission.IsLastLook, cancellationToken).ConfigureAwait(false);
        var outcomes = Settled(submission, answers).ToList();
        PutBack(submission, Where(submission, answers, ClaimState.Other));
        var mine = Where(submission, answers, ClaimState.Mine);
        if (mine.Length == 0)
        {
            return outcomes;
        }

        try
        {
            foreach (var outcome in await send(submission.With(mine)).ConfigureAwait(false))
            {
                if (outcome.Failure is { Kind: FailureKind.ClaimedElsewhere })
                {
                    PutBack(submission, [.. outcome.Recipients]);
                }
                else
                {
                    outcomes.Add(outcome);
                }
            }
        }
        finally
        {
            claims.Release([.. mine.Select(r => new JournalMail(r.Key, r.Address))]);
        }

        return outcomes;
    }

    private static Recipient[] Where(Submission submission, IReadOnlyList<Claim> answers, ClaimState state) =>
        [.. submission.Recipients.Where((_, at) => answers[at].State == state)];

    private IEnumerable<SubmissionOutcome> Settled(Submission submission, IReadOnlyList<Claim> answers)
    {
        foreach (var (state, status) in new[] { (ClaimState.Submitted, SendStatus.Skipped), (ClaimState.Unknown, SendStatus.Unknown) })
        {
            if (Where(submission, answers, state) is { Length: > 0 } recipients)
            {
                yield return new SubmissionOutcome(submission.Content, recipients, status, time.GetUtcNow())
                {
                    Ids = [.. answers.Where(answer => answer.State == state).Select(answer => answer.Id)],
                };
            }
        }
    }

    private void PutBack(Submission submission, Recipient[] recipients)
    {
        if (recipients.Length > 0)
        {
            report(new ClaimedElsewhere(submission.Content, recipients));
        }
    }
}
