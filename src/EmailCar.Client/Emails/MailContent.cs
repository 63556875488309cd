namespace EmailCar.Emails;

/// <summary>Everything that an email consists of, except its recipient. Emails with the same content may share a submission.</summary>
/// <param name="From">The sender address, registered with the service.</param>
/// <param name="FromName">The sender's display name.</param>
/// <param name="ReplyTo">The address for replies; null for the sender.</param>
/// <param name="Subject">Not empty, one line.</param>
/// <param name="Html">Not empty; text or HTML.</param>
/// <param name="TrackOpens">True to count opens.</param>
/// <param name="TrackClicks">True to count clicks; links are rewritten.</param>
public sealed record MailContent(
    string From,
    string FromName,
    string? ReplyTo,
    string Subject,
    string Html,
    bool TrackOpens,
    bool TrackClicks)
{
    /// <summary>The parts that only SMTP supports, such as attachments and copies; null if there are none.</summary>
    public MailAdditions? Additions { get; init; }

    /// <summary>The body before style sheets were inlined; null if it is the same. It identifies the email in place of <see cref="Html"/>.</summary>
    public string? OriginalHtml { get; init; }

    /// <summary>How the email is sent. The identity of the email does not depend on it.</summary>
    public SendVia Via { get; init; }
}
