using System.Globalization;

namespace EmailCar;

/// <summary>How a run of Send-EmailCarMail ended: recipients by status.</summary>
public sealed class SendSummary
{
    /// <summary>Counts, duration, and why the run ended early.</summary>
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

    /// <summary>All recipients that came in.</summary>
    public int Total => Submitted + Rejected + Unknown + NotSent + Skipped;

    /// <summary>Accepted by the service.</summary>
    public int Submitted { get; }

    /// <summary>Refused, or not sendable.</summary>
    public int Rejected { get; }

    /// <summary>May have arrived.</summary>
    public int Unknown { get; }

    /// <summary>Left when the run ended early.</summary>
    public int NotSent { get; }

    /// <summary>Sent before.</summary>
    public int Skipped { get; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Id of the error that ended the run early; null when it came to its end.</summary>
    public string? EndedBy { get; }

    /// <summary>The counts on one line.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "Submitted {0}, rejected {1}, unknown {2}, not sent {3}, skipped {4}",
        Submitted,
        Rejected,
        Unknown,
        NotSent,
        Skipped);
}
