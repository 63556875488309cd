namespace EmailCar.Sandbox.Service;

/// <summary>One email's content and its recipients, as mail/lists and the inbox need them.</summary>
internal sealed record Submission(MailContent Content, IReadOnlyList<string> Recipients, ReceivedContent Received, MailOrigin Via = MailOrigin.WebApi);

/// <summary>What becomes of a submission.</summary>
/// <param name="Ids">One id per recipient; none when it was not accepted.</param>
/// <param name="Refusal">Why it was refused, in the service's words; null when it was not.</param>
/// <param name="Fault">The fault that it meets; null for none.</param>
internal sealed record Outcome(IReadOnlyList<long> Ids, string? Refusal, SandboxFault? Fault);
