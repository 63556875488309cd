namespace EmailCar.Harness.Faults;

/// <summary>A fault of a server, or of a device before it, for a submission.</summary>
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

    /// <summary>The response is valid, but arrives after the client's timeout.</summary>
    Late,
    Never,
}
