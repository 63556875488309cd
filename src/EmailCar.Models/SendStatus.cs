namespace EmailCar;

/// <summary>The status of one recipient's email when it was sent.</summary>
public enum SendStatus
{
    /// <summary>The service accepted it.</summary>
    Submitted,

    /// <summary>The service refused it, or it cannot be sent as it is.</summary>
    Rejected,

    /// <summary>It may have arrived: no readable answer came. Never sent again automatically.</summary>
    Unknown,

    /// <summary>The run ended before its turn.</summary>
    NotSent,

    /// <summary>The journal, or an earlier row of this run, has it already.</summary>
    Skipped,
}
