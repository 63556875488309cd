using System.Globalization;

namespace EmailCar;

/// <summary>What a journal says of all its emails.</summary>
public sealed class JournalSummary
{
    /// <summary>A summary, value by value.</summary>
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

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    /// <summary>Base address of the service it belongs to; null while nothing is in it.</summary>
    public string? Endpoint { get; }

    /// <summary>The account it belongs to; null while nothing is in it.</summary>
    public string? UserName { get; }

    /// <summary>All emails in it.</summary>
    public int Total => Submitted + Rejected + Unknown + NotSent;

    /// <summary>Emails that the service accepted.</summary>
    public int Submitted { get; }

    /// <summary>Emails that the service refused.</summary>
    public int Rejected { get; }

    /// <summary>Emails that may have arrived; while a run is writing, those under way as well.</summary>
    public int Unknown { get; }

    /// <summary>Emails that did not arrive.</summary>
    public int NotSent { get; }

    /// <summary>The time of the first line; null while there is none.</summary>
    public DateTimeOffset? FirstTime { get; }

    /// <summary>The time of the last line; null while there is none.</summary>
    public DateTimeOffset? LastTime { get; }

    /// <summary>Submitted emails a second, without the pauses of more than a minute between lines; null when it cannot be told.</summary>
    public double? EmailsPerSecond { get; }

    /// <summary>True when a run is writing the journal now.</summary>
    public bool IsRunning { get; }

    /// <summary>The counts on one line.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "Submitted {0}, rejected {1}, unknown {2}, not sent {3}", Submitted, Rejected, Unknown, NotSent);
}
