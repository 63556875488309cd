namespace EmailCar.Harness.Resolves;

/// <summary>What the service and the account are like while submissions are resolved.</summary>
internal enum Variation
{
    /// <summary>Each row has an id of its own, each submission a subject of its own.</summary>
    Distinct,

    /// <summary>The recipients of a submission share one id.</summary>
    SharedIds,

    /// <summary>The id of a row stands beside it.</summary>
    IdsBeside,

    /// <summary>Rows have no ids.</summary>
    NoIds,

    /// <summary>All submissions have the same subject.</summary>
    EqualSubjects,

    /// <summary>The service's clock is 90 seconds ahead.</summary>
    ClockAhead,

    /// <summary>The service's clock is 90 seconds behind.</summary>
    ClockBehind,

    /// <summary>Others send on the account, while the run sends and while its journal is resolved; the newest rows come first.</summary>
    OtherEmails,
}
