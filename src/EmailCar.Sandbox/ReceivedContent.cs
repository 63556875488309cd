using EmailCar.Sandbox.Mime;

namespace EmailCar.Sandbox;

/// <summary>The content that all recipients of one submission got.</summary>
public sealed class ReceivedContent
{
    private string? _text;

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>The sender's display name.</summary>
    public string FromName { get; init; } = "";

    /// <summary>The address for replies.</summary>
    public string ReplyTo { get; init; } = "";

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The HTML body, unchanged. Not safe to display: see the preview of the inbox.</summary>
    public string Html { get; init; } = "";

    /// <summary>The text body: the sender's, or else the readable text of the HTML.</summary>
    public string Text
    {
        get => _text ??= HtmlText.Of(Html);
        init => _text = value;
    }

    /// <summary>The attached files.</summary>
    public IReadOnlyList<ReceivedAttachment> Attachments { get; init; } = [];

    /// <summary>The form fields without the login; empty for SMTP.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>The message submitted by SMTP; null for mail/send.</summary>
    public byte[]? Message { get; init; }

    /// <summary>The decoded headers of <see cref="Message"/>, in their order; empty for mail/send.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> MessageHeaders { get; init; } = [];

    /// <summary>All recipients of the submission.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];
}
