namespace EmailCar;

/// <summary>How a run of Send-EmailCarMail ended: recipients by status.</summary>
public sealed class SendSummary
{
    internal SendSummary(int[] counts, TimeSpan duration, string? endedBy)
    {
        Submitted = counts[0];
        Rejected = counts[1];
        Unknown = counts[2];
        NotSent = counts[3];
        Skipped = counts[4];
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
}
