using System.Globalization;
using EmailCar.Verdicts;

namespace EmailCar.Runs;

/// <summary>The findings about unknown submissions as text, in the user's language and with the numbers.</summary>
internal static class VerdictTexts
{
    /// <summary>Returns the message of a verdict.</summary>
    /// <param name="found">The finding.</param>
    /// <param name="settleMinutes">The minutes that the service was given.</param>
    public static string Of(SubmissionVerdict found, int settleMinutes) => found.Finding switch
    {
        Finding.Accepted => Text(Strings.VerdictAccepted, found.Rows),
        Finding.NotListed => Text(Strings.VerdictNotListed, settleMinutes),
        Finding.NotSettled => Text(Strings.VerdictNotSettled, settleMinutes),
        Finding.OtherCount => Text(Strings.VerdictOtherCount, found.Rows, found.Recipients),
        Finding.Ambiguous => Text(Strings.VerdictAmbiguous, found.Rows, found.Rivals),
        Finding.OtherTime => Text(Strings.VerdictOtherTime, found.Rows),
        Finding.NoClock => Strings.VerdictNoClock,
        Finding.NotComparable => Strings.VerdictNotComparable,
        Finding.OverSmtp => Strings.VerdictOverSmtp,
        _ => Strings.VerdictNoEvidence,
    };

    /// <summary>Returns a text with its values.</summary>
    public static string Text(string format, params object[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
