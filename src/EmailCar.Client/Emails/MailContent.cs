namespace EmailCar.Emails;

/// <summary>All that a mail consists of but its recipient. Mails of equal content may share a submission.</summary>
/// <param name="From">Sender address, registered with the service.</param>
/// <param name="FromName">Sender's display name.</param>
/// <param name="ReplyTo">Where answers go; null for the sender.</param>
/// <param name="Subject">Not empty, one line.</param>
/// <param name="Html">Not empty; text or HTML.</param>
/// <param name="TrackOpens">Count opens.</param>
/// <param name="TrackClicks">Count clicks; links are rewritten.</param>
public sealed record MailContent(
    string From,
    string FromName,
    string? ReplyTo,
    string Subject,
    string Html,
    bool TrackOpens,
    bool TrackClicks)
{
    /// <summary>The body before style sheets were inlined; null when it is the same. It names the email in place of <see cref="Html"/>.</summary>
    public string? OriginalHtml { get; init; }
}
