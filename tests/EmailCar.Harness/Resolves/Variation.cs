namespace EmailCar.Harness.Resolves;

/// <summary>The properties of the service and the account while submissions are resolved.</summary>
internal enum Variation
{
    /// <summary>Each row has a different id, and each submission a different subject.</summary>
    Distinct,

    /// <summary>The recipients of a submission share one id.</summary>
    SharedIds,

    /// <summary>The id of a row is next to it.</summary>
    IdsBeside,

    /// <summary>Rows have no ids.</summary>
    NoIds,

    /// <summary>All submissions have the same subject.</summary>
    EqualSubjects,

    /// <summary>The service's clock is 90 seconds ahead.</summary>
    ClockAhead,

    /// <summary>The service's clock is 90 seconds behind.</summary>
    ClockBehind,

    /// <summary>Other programs send with the account during the run and while its journal is resolved; the newest rows come first.</summary>
    OtherEmails,
}
