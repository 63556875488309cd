namespace EmailCar.Harness.Kills;

/// <summary>How far one run has come, as the server sees it.</summary>
internal sealed class RunProgress
{
    /// <summary>Connections that stand: the turn is taken, `sending` is written and the body leaves after it.</summary>
    public Counter Connections { get; } = new();

    /// <summary>Submissions that arrived whole.</summary>
    public Counter Arrivals { get; } = new();

    /// <summary>Submissions whose answer has left: the outcome is written after it.</summary>
    public Counter Answers { get; } = new();

    /// <summary>Submissions that were turned away: `notsent` is written, and a second try follows a second later.</summary>
    public Counter TurnedAway { get; } = new();
}
