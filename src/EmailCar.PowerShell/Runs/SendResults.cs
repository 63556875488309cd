using System.Globalization;
using EmailCar.Sending;

namespace EmailCar.Runs;

/// <summary>Creates the results of a submission's recipients, in the user's language.</summary>
internal static class SendResults
{
    /// <summary>Returns one result for each recipient, in their order.</summary>
    /// <param name="outcome">The result of the submission.</param>
    /// <param name="elsewhere">The message if another machine has decided; otherwise null.</param>
    public static IEnumerable<SendResult> Of(SubmissionOutcome outcome, string? elsewhere)
    {
        var reason = elsewhere ?? (outcome.Failure is { } failure ? Errors.Explain(failure) : null);
        for (var i = 0; i < outcome.Recipients.Count; i++)
        {
            var recipient = outcome.Recipients[i];
            var id = i < outcome.Ids.Count ? outcome.Ids[i] : null;
            yield return new SendResult(
                recipient.Address,
                outcome.Status,
                id,
                outcome.Content.Subject,
                outcome.Status == SendStatus.Submitted && id is null ? Accepted(outcome) : reason,
                outcome.Time.ToLocalTime(),
                recipient.MessageKey,
                outcome.Status == SendStatus.NotSent ? null : outcome.Content.Via,
                outcome.IsIdShared(i));
        }
    }

    private static string Accepted(SubmissionOutcome outcome) => outcome switch
    {
        { Content.Via: SendVia.WebApi } => Strings.AcceptedWithoutId,
        { QueueId: { } id } => string.Format(CultureInfo.CurrentCulture, Strings.SmtpQueued, id),
        _ => Strings.SmtpAccepted,
    };
}
