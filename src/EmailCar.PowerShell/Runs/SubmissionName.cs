using System.Globalization;
using EmailCar.Sending;

namespace EmailCar.Runs;

/// <summary>The name of a submission when PowerShell asks for approval.</summary>
internal static class SubmissionName
{
    /// <summary>Returns the recipients and the subject.</summary>
    public static string Of(Submission submission)
    {
        var recipients = submission.Recipients;
        var first = recipients[0].RedirectedTo is { } target ? Text(Strings.ShouldSendRedirected, recipients[0].Address, target) : recipients[0].Address;
        return recipients.Count == 1
            ? Text(Strings.ShouldSendOne, first, submission.Content.Subject)
            : Text(Strings.ShouldSendMany, recipients.Count, first, submission.Content.Subject);
    }

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
