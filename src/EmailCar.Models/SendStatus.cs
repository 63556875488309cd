namespace EmailCar;

/// <summary>The status of one recipient's email after sending.</summary>
public enum SendStatus
{
    /// <summary>The service accepted the email.</summary>
    Submitted,

    /// <summary>The service rejected the email, or it is not valid.</summary>
    Rejected,

    /// <summary>The email may have arrived, but there was no readable response. It is never sent again automatically.</summary>
    Unknown,

    /// <summary>The run ended before the email was sent.</summary>
    NotSent,

    /// <summary>The email is already in the journal, or in an earlier row of this run.</summary>
    Skipped,
}
