namespace EmailCar.Verdicts;

/// <summary>What the service's list shows about a submission with an unknown result.</summary>
public enum Finding
{
    /// <summary>The submission was accepted: there are as many rows as recipients, and no other submission can have produced them.</summary>
    Accepted,

    /// <summary>The submission is not listed, although the service had enough time to list it.</summary>
    NotListed,

    /// <summary>The submission is not listed yet.</summary>
    NotSettled,

    /// <summary>The number of rows differs from the number of recipients.</summary>
    OtherCount,

    /// <summary>The rows may belong to another submission with the same content.</summary>
    Ambiguous,

    /// <summary>The rows match, but their times do not.</summary>
    OtherTime,

    /// <summary>The clocks cannot be compared, because no submission around that time is known to have arrived.</summary>
    NoClock,

    /// <summary>The service lists submissions that are known to have arrived differently from how they were sent.</summary>
    NotComparable,

    /// <summary>The journal entry has version 1, which records too little.</summary>
    NoEvidence,

    /// <summary>The email was sent by SMTP and is not listed, which is no evidence: it is not known whether the service lists such emails.</summary>
    OverSmtp,
}
