using System.Globalization;
using System.Text;

namespace EmailCar.Emails;

/// <summary>How urgent an email says it is.</summary>
public enum MailPriority
{
    /// <summary>Not urgent.</summary>
    Low,

    /// <summary>Urgent.</summary>
    High,
}

/// <summary>
/// What an email has that the WebAPI has no field for (docs/service.md, mail/send) and that SMTP can carry. Equal when all of it
/// is equal, where files are equal by name and hash.
/// </summary>
public sealed class MailAdditions : IEquatable<MailAdditions>
{
    private string? _identity;

    /// <summary>The body as plain text; null makes it from the HTML.</summary>
    public string? Text { get; init; }

    /// <summary>Addresses that get a copy that everybody sees.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Addresses that get a copy that nobody sees.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <summary>How urgent the email says it is; null says nothing.</summary>
    public MailPriority? Priority { get; init; }

    /// <summary>Header fields beside those that the email has anyway, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Files: attachments, and images that the HTML shows.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>All that it consists of, in one text that no other additions have.</summary>
    internal string Identity => _identity ??= Write();

    /// <summary>The same without addresses that get a copy.</summary>
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

        // With its length, so that no two texts run into the same one.
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(name).Append(value.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(value);
            }
        }
    }
}
