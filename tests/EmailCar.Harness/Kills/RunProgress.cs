namespace EmailCar.Harness.Kills;

/// <summary>The progress of one run, as the server sees it.</summary>
internal sealed class RunProgress
{
    /// <summary>Open connections: the lease is acquired, `sending` is written, and then the body is sent.</summary>
    public Counter Connections { get; } = new();

    /// <summary>Submissions that arrived completely.</summary>
    public Counter Arrivals { get; } = new();

    /// <summary>Submissions whose response was sent: the result is written next.</summary>
    public Counter Answers { get; } = new();

    /// <summary>Submissions that were rejected: `notsent` is written, and a retry follows a second later.</summary>
    public Counter TurnedAway { get; } = new();
}
