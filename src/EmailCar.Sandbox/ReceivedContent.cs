using EmailCar.Sandbox.Mime;

namespace EmailCar.Sandbox;

/// <summary>What all recipients of one submission got.</summary>
public sealed class ReceivedContent
{
    private string? _text;

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>The sender's display name.</summary>
    public string FromName { get; init; } = "";

    /// <summary>Where replies go.</summary>
    public string ReplyTo { get; init; } = "";

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The body as HTML, to the letter. Not safe to show: see the inbox's preview.</summary>
    public string Html { get; init; } = "";

    /// <summary>The body as text: the sender's own, else what of the HTML can be read.</summary>
    public string Text
    {
        get => _text ??= HtmlText.Of(Html);
        init => _text = value;
    }

    /// <summary>Files that came with it.</summary>
    public IReadOnlyList<ReceivedAttachment> Attachments { get; init; } = [];

    /// <summary>The form fields as they came, without the login; none of what came by SMTP.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>The message as it came by SMTP; null for what came by mail/send.</summary>
    public byte[]? Message { get; init; }

    /// <summary>The headers of <see cref="Message"/>, decoded, in their order; none for what came by mail/send.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> MessageHeaders { get; init; } = [];

    /// <summary>All recipients of the submission.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];
}
