namespace EmailCar;

/// <summary>How far a delivery is.</summary>
public enum DeliveryStatus
{
    /// <summary>The service did not say, or said something it does not document.</summary>
    Unknown = 0,

    /// <summary>On its way.</summary>
    Sending = 1,

    /// <summary>Taken by the recipient's server.</summary>
    Delivered = 2,

    /// <summary>Refused or not deliverable; see FailureMessage.</summary>
    Failed = 3,
}
