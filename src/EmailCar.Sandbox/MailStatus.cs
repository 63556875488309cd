namespace EmailCar.Sandbox;

/// <summary>How far an email is that a sandbox received.</summary>
public enum MailStatus
{
    /// <summary>Not accepted: its submission met a fault.</summary>
    Refused,

    /// <summary>On its way.</summary>
    Sending,

    /// <summary>Delivered.</summary>
    Delivered,

    /// <summary>Could not be delivered.</summary>
    Failed,
}
