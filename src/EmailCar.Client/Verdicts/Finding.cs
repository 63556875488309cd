namespace EmailCar.Verdicts;

/// <summary>What the service's list shows of a submission whose outcome was unknown.</summary>
public enum Finding
{
    /// <summary>It was accepted: as many rows as recipients, which nobody else can claim.</summary>
    Accepted,

    /// <summary>It is not listed, although the service had the time to list it.</summary>
    NotListed,

    /// <summary>It is not listed yet.</summary>
    NotSettled,

    /// <summary>The rows are fewer or more than the recipients.</summary>
    OtherCount,

    /// <summary>Another submission of equal content can claim the rows.</summary>
    Ambiguous,

    /// <summary>Rows match, and their time does not.</summary>
    OtherTime,

    /// <summary>The service's clock can't be compared with this machine's: no submission near it is known to have arrived.</summary>
    NoClock,

    /// <summary>The service does not list what is known to have arrived as it was sent.</summary>
    NotComparable,

    /// <summary>The journal holds too little of it: version 1 wrote it.</summary>
    NoEvidence,

    /// <summary>It left over SMTP, and whether the service lists such emails, and when, is open.</summary>
    OverSmtp,
}
