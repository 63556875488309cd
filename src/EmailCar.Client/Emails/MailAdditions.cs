using System.Globalization;
using System.Text;

namespace EmailCar.Emails;

/// <summary>The importance in the header of an email.</summary>
public enum MailPriority
{
    /// <summary>Not urgent.</summary>
    Low,

    /// <summary>Urgent.</summary>
    High,
}

/// <summary>
/// The parts of an email that the WebAPI does not support (docs/service.md, mail/send) and SMTP does. Two are equal if all parts are
/// equal; files are compared by name and hash.
/// </summary>
public sealed class MailAdditions : IEquatable<MailAdditions>
{
    private string? _identity;

    /// <summary>The plain text body; null to create it from the HTML.</summary>
    public string? Text { get; init; }

    /// <summary>Addresses that get a visible copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Addresses that get a hidden copy.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <summary>The importance in the header of the email; null for no header.</summary>
    public MailPriority? Priority { get; init; }

    /// <summary>Additional header fields, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The files: attachments, and images in the HTML.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>A text that is the same only for equal additions.</summary>
    internal string Identity => _identity ??= Write();

    /// <summary>Returns the same additions without addresses that get a copy.</summary>
    internal MailAdditions WithoutCopies() => Cc.Count + Bcc.Count == 0
        ? this
        : new MailAdditions { Text = Text, Priority = Priority, Headers = Headers, Attachments = Attachments };

    /// <inheritdoc/>
    public bool Equals(MailAdditions? other) => other is not null && Identity == other.Identity;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MailAdditions);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Identity);

    private string Write()
    {
        var text = new StringBuilder();
        Add("text", Text);
        Add("priority", Priority?.ToString());
        foreach (var address in Cc)
        {
            Add("cc", address.ToLowerInvariant());
        }

        foreach (var address in Bcc)
        {
            Add("bcc", address.ToLowerInvariant());
        }

        foreach (var header in Headers)
        {
            Add("header", header.Key.ToLowerInvariant());
            Add("value", header.Value);
        }

        foreach (var file in Attachments)
        {
            Add("name", file.Name);
            Add("hash", file.Hash);
            Add("cid", file.ContentId);
        }

        return text.ToString();

        // Each text is written with its length, so that two texts never give the same result.
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(name).Append(value.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(value);
            }
        }
    }
}
