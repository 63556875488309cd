namespace EmailCar.Sandbox.Service;

/// <summary>The content of one email and its recipients, as needed by mail/lists and the inbox.</summary>
internal sealed record Submission(MailContent Content, IReadOnlyList<string> Recipients, ReceivedContent Received, MailOrigin Via = MailOrigin.WebApi);

/// <summary>The result of a submission.</summary>
/// <param name="Ids">One id per recipient; empty if it was not accepted.</param>
/// <param name="Refusal">Why it was rejected, as a text of the service; null if it was not.</param>
/// <param name="Fault">The fault of the submission; null for none.</param>
internal sealed record Outcome(IReadOnlyList<long> Ids, string? Refusal, SandboxFault? Fault);
