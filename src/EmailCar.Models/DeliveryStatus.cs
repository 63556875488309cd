namespace EmailCar;

/// <summary>The status of a delivery.</summary>
public enum DeliveryStatus
{
    /// <summary>The service returned no status, or an undocumented one.</summary>
    Unknown = 0,

    /// <summary>The email is being sent.</summary>
    Sending = 1,

    /// <summary>The recipient's server accepted the email.</summary>
    Delivered = 2,

    /// <summary>The email was rejected or could not be delivered; see FailureMessage.</summary>
    Failed = 3,
}
