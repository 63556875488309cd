namespace EmailCar.Harness.Faults;

/// <summary>What a server, or what stands before it, does to a submission.</summary>
internal enum FaultKind
{
    ClosesBeforeReading,
    ClosesAfterReading,
    ClosesInAnswer,
    Status429,
    Status500,
    Status502,
    Status503,
    Status504,
    Garbage,
    Html,

    /// <summary>The answer is good, and comes when the client no longer waits.</summary>
    Late,
    Never,
}
