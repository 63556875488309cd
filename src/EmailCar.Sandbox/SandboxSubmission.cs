namespace EmailCar.Sandbox;

/// <summary>A POST to mail/send with a valid login (docs/service.md, mail/send), or a complete message over SMTP.</summary>
/// <param name="ArrivedAt">When the first bytes of its body arrived or, over SMTP, the DATA command, in UTC. Based on the monotonic clock,
/// so that the time between two submissions is correct to the millisecond even if the system time is changed.</param>
/// <param name="From">The sender's address as it was sent; empty if the field was missing.</param>
/// <param name="Subject">The subject as it was sent; empty if the field was missing.</param>
/// <param name="Recipients">The addresses in <c>to</c> in their order, valid or not; empty if the field was missing. Over SMTP, the
/// addresses of RCPT.</param>
/// <param name="Accepted">False if the sandbox rejected it for any reason.</param>
public sealed record SandboxSubmission(
    DateTimeOffset ArrivedAt,
    string From,
    string Subject,
    IReadOnlyList<string> Recipients,
    bool Accepted);
