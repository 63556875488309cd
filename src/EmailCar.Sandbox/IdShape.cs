namespace EmailCar.Sandbox;

/// <summary>
/// What the sandbox answers as <c>id</c> to a submission of several recipients. The service leaves the shape open
/// (docs/service.md, mail/send); a submission of one recipient always gets one plain number.
/// </summary>
public enum IdShape
{
    /// <summary>An array with one id per recipient, in the order of <c>to</c>.</summary>
    Array,

    /// <summary>
    /// One number that all recipients share, as in the sample of docs/service.md, mail/send. Mails of the past share ids, too.
    /// </summary>
    Shared,
}
