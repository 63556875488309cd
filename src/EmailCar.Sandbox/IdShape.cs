namespace EmailCar.Sandbox;

/// <summary>
/// The form of <c>id</c> in the response to a submission with several recipients, which the service does not document
/// (docs/service.md, mail/send). A submission with one recipient always gets a single number.
/// </summary>
public enum IdShape
{
    /// <summary>An array with one id per recipient, in the order of <c>to</c>.</summary>
    Array,

    /// <summary>
    /// One number that all recipients share, as in the sample in docs/service.md, mail/send. Emails in the history share ids too.
    /// </summary>
    Shared,
}
