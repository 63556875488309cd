namespace EmailCar.Testing;

/// <summary>Where an SMTP server fails.</summary>
internal enum RawSmtpStage
{
    /// <summary>Before the first byte of the greeting.</summary>
    Connect,

    /// <summary>In the middle of the greeting, or with it.</summary>
    Greeting,

    /// <summary>At EHLO and HELO; with TLS, at those that are sent over TLS.</summary>
    Ehlo,

    /// <summary>At STARTTLS.</summary>
    StartTls,

    /// <summary>At AUTH.</summary>
    Auth,

    /// <summary>At MAIL.</summary>
    Mail,

    /// <summary>At RCPT.</summary>
    Rcpt,

    /// <summary>At DATA.</summary>
    Data,

    /// <summary>Within the message, after its first bytes.</summary>
    Body,

    /// <summary>After the complete message.</summary>
    End,

    /// <summary>In the middle of the reply to a complete message.</summary>
    AnswerCut,
}

/// <summary>How an SMTP server fails.</summary>
internal enum RawSmtpFailure
{
    /// <summary>Closes the connection.</summary>
    Close,

    /// <summary>Sends nothing more, and neither reads nor closes.</summary>
    Hang,

    /// <summary>Replies with 4xx.</summary>
    Temporary,

    /// <summary>Replies with 5xx.</summary>
    Permanent,
}

/// <summary>A fault of an SMTP server.</summary>
/// <param name="Stage">Where it fails.</param>
/// <param name="Failure">How it fails.</param>
internal sealed record RawSmtpFault(RawSmtpStage Stage, RawSmtpFailure Failure)
{
    /// <summary>The number of times that the stage succeeds before it fails.</summary>
    public int After { get; init; }

    /// <summary>The number of times that the stage fails before it succeeds again.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>Whether a complete message is accepted if the client cannot know this. With 4xx and 5xx, nothing is accepted.</summary>
    public bool Accepts { get; init; }

    /// <summary>The 4xx or 5xx reply; null for the usual one.</summary>
    public string? Reply { get; init; }

    /// <summary>The bytes of the message after which <see cref="RawSmtpStage.Body"/> fails.</summary>
    public int BodyBytes { get; init; } = 16;
}

/// <summary>A message that arrived completely.</summary>
/// <param name="Connection">The number of the connection, from 1.</param>
/// <param name="IsSecure">True if it was sent over TLS.</param>
/// <param name="From">The unchanged argument of MAIL.</param>
/// <param name="To">The addresses of RCPT that were accepted.</param>
/// <param name="Bytes">The bytes as sent, up to the dot that ends the message: dots at the start of a line are doubled.</param>
/// <param name="IsAccepted">Whether the server keeps it.</param>
internal sealed record RawSmtpMessage(int Connection, bool IsSecure, string From, IReadOnlyList<string> To, byte[] Bytes, bool IsAccepted);
