namespace EmailCar.Verdicts;

/// <summary>How far the search for unknown submissions is.</summary>
/// <param name="Requests">Requests made so far.</param>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Day">The day that is read, in the service's time zone (UTC+8); null while clocks are compared.</param>
public sealed record ResolveProgress(int Requests, long Rows, DateTime? Day);
