namespace EmailCar.Sandbox;

/// <summary>One POST to mail/send that came with a good login (docs/service.md, mail/send), or one message that came whole by SMTP.</summary>
/// <param name="ArrivedAt">
/// When the first bytes of its body arrived, UTC; of SMTP, the command DATA. Taken from the monotonic clock, so that the gap between two of them is
/// true to the millisecond even while the wall clock is being set.
/// </param>
/// <param name="From">The sender's address as sent; empty when the field was missing.</param>
/// <param name="Subject">The subject as sent; empty when the field was missing.</param>
/// <param name="Recipients">The addresses of <c>to</c> in their order, usable or not, empty when the field was missing; of SMTP, those of RCPT.</param>
/// <param name="Accepted">False when the sandbox refused it, for whatever reason.</param>
public sealed record SandboxSubmission(
    DateTimeOffset ArrivedAt,
    string From,
    string Subject,
    IReadOnlyList<string> Recipients,
    bool Accepted);
