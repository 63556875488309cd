using System.Globalization;

namespace EmailCar;

/// <summary>The summary of a journal.</summary>
public sealed class JournalSummary
{
    /// <summary>Creates a summary from its values.</summary>
    public JournalSummary(
        string path,
        string? endpoint,
        string? userName,
        int submitted,
        int rejected,
        int unknown,
        int notSent,
        DateTimeOffset? firstTime,
        DateTimeOffset? lastTime,
        double? emailsPerSecond,
        bool isRunning)
    {
        Path = path;
        Endpoint = endpoint;
        UserName = userName;
        Submitted = submitted;
        Rejected = rejected;
        Unknown = unknown;
        NotSent = notSent;
        FirstTime = firstTime;
        LastTime = lastTime;
        EmailsPerSecond = emailsPerSecond;
        IsRunning = isRunning;
    }

    /// <summary>The path of the journal.</summary>
    public string Path { get; }

    /// <summary>The base address of the service that it belongs to; null if the journal is empty.</summary>
    public string? Endpoint { get; }

    /// <summary>The account that it belongs to; null if the journal is empty.</summary>
    public string? UserName { get; }

    /// <summary>The number of all emails.</summary>
    public int Total => Submitted + Rejected + Unknown + NotSent;

    /// <summary>The number of emails that the service accepted.</summary>
    public int Submitted { get; }

    /// <summary>The number of emails that the service rejected.</summary>
    public int Rejected { get; }

    /// <summary>The number of emails that may have arrived; while a run is writing, also of emails in progress.</summary>
    public int Unknown { get; }

    /// <summary>The number of emails that did not arrive.</summary>
    public int NotSent { get; }

    /// <summary>The time of the first line; null if there is none.</summary>
    public DateTimeOffset? FirstTime { get; }

    /// <summary>The time of the last line; null if there is none.</summary>
    public DateTimeOffset? LastTime { get; }

    /// <summary>Submitted emails per second, without pauses of more than a minute between lines; null if it cannot be calculated.</summary>
    public double? EmailsPerSecond { get; }

    /// <summary>Whether a run is currently writing to the journal.</summary>
    public bool IsRunning { get; }

    /// <summary>Returns the counts on one line.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "Submitted {0}, rejected {1}, unknown {2}, not sent {3}", Submitted, Rejected, Unknown, NotSent);
}
