namespace EmailCar.Sandbox;

/// <summary>The status of an email that a sandbox received.</summary>
public enum MailStatus
{
    /// <summary>Not accepted, because its submission had a fault.</summary>
    Refused,

    /// <summary>Being sent.</summary>
    Sending,

    /// <summary>Delivered.</summary>
    Delivered,

    /// <summary>Could not be delivered.</summary>
    Failed,
}
