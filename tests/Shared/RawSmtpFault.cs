namespace EmailCar.Testing;

/// <summary>Where an SMTP server fails.</summary>
internal enum RawSmtpStage
{
    /// <summary>Before a byte of the greeting.</summary>
    Connect,

    /// <summary>In the middle of the greeting, or with it.</summary>
    Greeting,

    /// <summary>At EHLO and HELO; with TLS, at those that come over TLS.</summary>
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

    /// <summary>When the message came whole.</summary>
    End,

    /// <summary>In the middle of the reply to a message that came whole.</summary>
    AnswerCut,
}

/// <summary>How an SMTP server fails.</summary>
internal enum RawSmtpFailure
{
    /// <summary>Closes the connection.</summary>
    Close,

    /// <summary>Says nothing more, and neither reads nor closes.</summary>
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
    /// <summary>How often the stage goes well before it fails.</summary>
    public int After { get; init; }

    /// <summary>How often the stage fails before it goes well again.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>Whether the message counts as accepted, where it came whole and the client can't know. 4xx and 5xx accept nothing.</summary>
    public bool Accepts { get; init; }

    /// <summary>The reply of 4xx or 5xx; null for an ordinary one.</summary>
    public string? Reply { get; init; }

    /// <summary>The bytes of the message after which <see cref="RawSmtpStage.Body"/> fails.</summary>
    public int BodyBytes { get; init; } = 16;
}

/// <summary>A message that came whole.</summary>
/// <param name="Connection">Over which connection, from 1.</param>
/// <param name="IsSecure">True when it came over TLS.</param>
/// <param name="From">The argument of MAIL, to the letter.</param>
/// <param name="To">The addresses of RCPT that were accepted.</param>
/// <param name="Bytes">As on the wire, up to the dot that ends it: dots at the start of a line are doubled.</param>
/// <param name="IsAccepted">Whether the server keeps it.</param>
internal sealed record RawSmtpMessage(int Connection, bool IsSecure, string From, IReadOnlyList<string> To, byte[] Bytes, bool IsAccepted);
