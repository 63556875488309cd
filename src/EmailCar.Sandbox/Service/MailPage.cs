namespace EmailCar.Sandbox.Service;

/// <summary>A page of the emails in the inbox.</summary>
/// <param name="Epoch">The number of times the store was cleared.</param>
/// <param name="Total">The number of all emails.</param>
/// <param name="Mails">The emails of the page.</param>
internal sealed record MailPage(long Epoch, int Total, IReadOnlyList<ReceivedMail> Mails);
