namespace EmailCar.Verdicts;

/// <summary>The progress of resolving unknown submissions.</summary>
/// <param name="Requests">The number of requests so far.</param>
/// <param name="Rows">The number of rows read so far.</param>
/// <param name="Day">The day being read, in the service's time zone (UTC+8); null while the clocks are compared.</param>
public sealed record ResolveProgress(int Requests, long Rows, DateTime? Day);
