using System.Globalization;

namespace EmailCar;

/// <summary>The result of a Send-EmailCarMail run: the number of recipients by status.</summary>
public sealed class SendSummary
{
    /// <summary>Creates a summary from its values.</summary>
    public SendSummary(int submitted, int rejected, int unknown, int notSent, int skipped, TimeSpan duration, string? endedBy)
    {
        Submitted = submitted;
        Rejected = rejected;
        Unknown = unknown;
        NotSent = notSent;
        Skipped = skipped;
        Duration = duration;
        EndedBy = endedBy;
    }

    /// <summary>The number of all recipients.</summary>
    public int Total => Submitted + Rejected + Unknown + NotSent + Skipped;

    /// <summary>The number of recipients whose email was accepted by the service.</summary>
    public int Submitted { get; }

    /// <summary>The number of recipients whose email was rejected or not valid.</summary>
    public int Rejected { get; }

    /// <summary>The number of recipients whose email may have arrived.</summary>
    public int Unknown { get; }

    /// <summary>The number of recipients left when the run ended early.</summary>
    public int NotSent { get; }

    /// <summary>The number of recipients who already had the email.</summary>
    public int Skipped { get; }

    /// <summary>The duration of the run.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The id of the error that ended the run early; null if it was completed.</summary>
    public string? EndedBy { get; }

    /// <summary>Returns the counts on one line.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "Submitted {0}, rejected {1}, unknown {2}, not sent {3}, skipped {4}",
        Submitted,
        Rejected,
        Unknown,
        NotSent,
        Skipped);
}
