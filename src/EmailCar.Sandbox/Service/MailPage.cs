namespace EmailCar.Sandbox.Service;

/// <summary>A part of the emails that the inbox shows.</summary>
/// <param name="Epoch">How often the store had been cleared.</param>
/// <param name="Total">How many emails there are.</param>
/// <param name="Mails">The part.</param>
internal sealed record MailPage(long Epoch, int Total, IReadOnlyList<ReceivedMail> Mails);
